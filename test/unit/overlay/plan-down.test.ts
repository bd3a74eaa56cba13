// Every captured state of a host: what `down` would do there.

import { describe, expect, it } from '@jest/globals';
import type { Holder } from '../../../src/holders/holders.ts';
import { planDown, type Use } from '../../../src/overlay/plan-down.ts';
import { planUndoUnlock } from '../../../src/overlay/plan-take-off.ts';
import { planUp } from '../../../src/overlay/plan-up.ts';
import type { Situation } from '../../../src/overlay/situation.ts';
import { stepLine } from '../../../src/overlay/words/step-words.ts';
import { PLAIN_UP, situation, situationOf, tell, withMounts } from './situations.ts';

const END = ['verify that the overlay is off', 'tell systemd to reload its units'];
const state = (word: string): string => `remove /run/ostree/deployment-state/CHECKSUM.0/unlocked-${word}`;
const LOCKS = 'check that no package manager is at work';
const LOOK = [LOCKS, 'check that no other process uses the overlay'];
const OFF = ['taken-off', ...LOOK, 'unmount /usr lazily'];
const NOTHING = ['nothing-to-take-off'];

describe('down on a captured host', () => {
  it.each<[string, string[]]>([
    ['trixie-plain-locked', NOTHING],
    ['trixie-plain-after-reboot', NOTHING],
    ['trixie-plain-remount-rw', NOTHING],
    ['forky-cfs-locked', NOTHING],
    ['forky-cfs-after-reboot', NOTHING],
    ['trixie-plain-unlock-development', [...OFF, state('development'), ...END]],
    ['forky-cfs-unlock-development', [...OFF, state('development'), ...END]],
    ['trixie-plain-unlock-transient', [...OFF, state('transient'), ...END]],
    ['forky-cfs-unlock-transient', [...OFF, state('transient'), ...END]],
    ['trixie-plain-stale-state-file', ['leftovers-removed', state('development'), ...END]],
    ['trixie-plain-manual-overlay', ['refused: is-unknown']],
    ['trixie-plain-unlock-hotfix', ['refused: is-hotfix']],
    ['trixie-plain-unlock-hotfix-rebooted', ['refused: is-hotfix']],
    ['forky-cfs-unlock-hotfix', ['refused: is-hotfix']],
    ['trixie-plain-sysext-locked', ['refused: sysext-merged']],
    ['trixie-plain-unlock-then-sysext', ['refused: sysext-merged']],
    ['trixie-plain-sysext-mutable-ephemeral', ['refused: sysext-merged']],
    ['forky-cfs-sysext-locked', ['refused: sysext-merged']],
  ])('%s', (host, expected) => {
    expect(tell(planDown(situation(host)))).toEqual(expected);
  });
});

describe('down', () => {
  const locked = '20 1 254:0 / / rw shared:1 - ext4 /dev/vda rw\n68 20 254:0 /usr /usr ro shared:2 - ext4 /dev/vda rw\n';
  const STORAGE = '/run/apt-image-based/storage rw tmpfs usr-overlay-follow rw,mode=700';
  const DPKG = '/var/lib/dpkg rw overlay usr-overlay-follow rw,lowerdir=/var/lib/dpkg,upperdir=/run/apt-image-based/storage/var-lib-dpkg/upper';
  const NATIVE = '/usr rw overlay usr-overlay rw,lowerdir=/usr,upperdir=/run/apt-image-based/storage/usr/upper';
  const OSTREE = '/usr rw overlay overlay rw,lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.AAAAAA/upper';
  const rest = ['unmount /var/lib/dpkg lazily', 'unmount /run/apt-image-based/storage lazily'];
  const on = (...lines: string[]): Situation => situationOf(withMounts({ mountinfo: locked }, ...lines));

  it.each<[string, Situation, string[]]>([
    ['takes off what followed, too', on(STORAGE, DPKG, NATIVE), [...OFF, 'wait until no package manager is at work', ...rest, ...END]],
    ['takes off every overlay that ostree stacked', on(OSTREE, OSTREE), [...OFF, 'unmount /usr lazily', ...END]],
    ['takes off what a killed run left', on(STORAGE, DPKG), ['leftovers-removed', LOCKS, ...rest, ...END]],
    ['is stopped by a mount over a follower', on(STORAGE, DPKG, NATIVE, '/var/lib/dpkg rw tmpfs tmpfs rw'), ['refused: mounted-over (/var/lib/dpkg)']],
    ['waits for apt', { ...on(STORAGE, DPKG, NATIVE), packageManager: 'pid 7, apt' }, ['refused: package-manager-running (pid 7, apt)']],
    ['has nothing to do while apt works', { ...on(), packageManager: 'pid 7, apt' }, NOTHING],
    ['leaves a transient root', situationOf({ mountinfo: '20 1 0:3 / / rw - overlay composefs rw,lowerdir=/a,upperdir=/b/upper\n' }), ['refused: is-root-transient']],
    ['leaves a container', situationOf({ mountinfo: locked, environment: 'container=docker' }), ['refused: container-down']],
  ])('%s', (_name, seen, expected) => {
    expect(tell(planDown(seen))).toEqual(expected);
  });

  it('deletes ostree’s layers, but not those that another mount still writes to', () => {
    const [gone, used] = ['/var/tmp/ostree-unlock-ovl.AAAAAA', '/var/tmp/ostree-unlock-ovl.BBBBBB'];
    const seen = { ...on(OSTREE, `/srv rw overlay overlay rw,lowerdir=/x,upperdir=${used}/upper`), layerFolders: [gone, used] };
    expect(tell(planDown(seen))).toEqual([...OFF, `delete ${gone} with all in it`, ...END]);
  });

  it('lets `up` start afresh after a kill or an umount by hand', () => {
    expect(tell(planUp(on(STORAGE, DPKG), PLAIN_UP)).slice(1, 5)).toEqual([
      ...rest,
      'mount a tmpfs for root alone on /run/apt-image-based/storage',
      'make upper and work directories in /run/apt-image-based/storage/var-lib-dpkg, owned and labelled like /var/lib/dpkg',
    ]);
  });

  it('is not the undo of an unlock, which leaves followers to their own undo', () => {
    expect(planUndoUnlock(on(STORAGE, DPKG, OSTREE)).map(stepLine)).toEqual(['unmount /usr lazily']);
  });
});

describe('down while processes use the overlay', () => {
  const holder = (more: Partial<Holder>): Holder => ({ pid: 7, user: 'root', command: 'daemon', unit: null, reasons: [], own: false, namespace: 'host', detached: false, ...more });
  const plan = (holders: Holder[], more: Partial<Use> = {}) => tell(planDown(situation('trixie-plain-unlock-development'), { holders, lazy: false, units: [], stop: false, ...more }));
  const steps = ['unmount /usr lazily', state('development'), ...END];

  it('refuses, goes on with --lazy, and says who is left', () => {
    expect(plan([holder({})])).toEqual(['refused: held']);
    const softRebooted = situation('trixie-plain-unlock-development', {}, { environment: 'followed=yes\n' });
    expect(tell(planDown(softRebooted, { holders: [holder({})], lazy: false, units: [], stop: false }))).toEqual(['refused: held (followers-lost)']);
    expect(plan([holder({})], { lazy: true })).toEqual(['taken-off', LOCKS, ...steps, 'note: still-held']);
  });

  it.each<[string, Partial<Holder>]>([
    ['what called us', { own: true }],
    ['who holds one that is gone already', { detached: true }],
  ])('does not mind %s', (_title, more) => {
    expect(plan([holder(more)])).toEqual(['taken-off', ...LOOK, ...steps]);
  });

  it('stops the units that only the overlay has, then looks again', () => {
    expect(plan([holder({ unit: 'own.service' })], { units: ['own.service'] })).toEqual(['taken-off', 'stop own.service', ...LOOK, ...steps]);
    expect(plan([holder({ unit: 'other.service' })], { units: ['own.service'] })).toEqual(['refused: held']);
    // It does not advise --stop to whoever has just given it.
    expect(plan([holder({})], { stop: true })).toEqual(['refused: held (stop)']);
  });

  it('does not ask where no overlay is to be taken off', () => {
    expect(tell(planDown(situation('trixie-plain-locked'), { holders: [holder({})], lazy: false, units: [], stop: false }))).toEqual(NOTHING);
  });
});
