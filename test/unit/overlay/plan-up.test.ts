// Every captured state of a host: what `up` would do there.

import { describe, expect, it } from '@jest/globals';
import { planUp } from '../../../src/overlay/plan-up.ts';
import type { Situation, UpOptions } from '../../../src/overlay/situation.ts';
import { PLAIN_UP, situation, situationOf, tell } from './situations.ts';

const FOLLOW = [
  'mount a tmpfs for root alone on /run/apt-image-based/storage',
  'make upper and work directories in /run/apt-image-based/storage/var-lib-dpkg, owned and labelled like /var/lib/dpkg',
  'mount an overlay on /var/lib/dpkg, with its changes in /run/apt-image-based/storage/var-lib-dpkg',
  'check that no package manager took its lock in the meantime',
];
const WRITABLE = ['verify that /usr is writable and followed by /var/lib/dpkg', 'tell systemd to reload its units'];
const READ_ONLY = ['verify that /usr is a read-only overlay and followed by /var/lib/dpkg', 'tell systemd to reload its units'];
const NEW = ['mounted-read-write', ...FOLLOW, 'run ostree admin unlock', ...WRITABLE];
const REMOUNT = [
  'remount the overlay on /usr read/write',
  'rename /run/ostree/deployment-state/CHECKSUM.0/unlocked-transient to /run/ostree/deployment-state/CHECKSUM.0/unlocked-development',
];
const STALE = 'remove /run/ostree/deployment-state/CHECKSUM.0/unlocked-development';

describe('up on a captured host', () => {
  it.each<[string, string[]]>([
    ['trixie-plain-locked', NEW],
    ['trixie-plain-after-reboot', NEW],
    ['forky-cfs-locked', NEW],
    ['forky-cfs-after-reboot', NEW],
    ['trixie-plain-remount-rw', [...NEW, 'note: deployment-writable']],
    ['trixie-plain-stale-state-file', ['mounted-read-write', STALE, ...NEW.slice(1)]],
    // Here `up` has gone to PID 1's namespace before it plans; seen from inside it would look like this.
    ['trixie-plain-unlocked-but-invisible-in-private-ns', ['mounted-read-write', STALE, ...NEW.slice(1)]],
    ['trixie-plain-unlock-development', ['already-read-write', ...FOLLOW, ...WRITABLE]],
    ['forky-cfs-unlock-development', ['already-read-write', ...FOLLOW, ...WRITABLE]],
    ['trixie-plain-manual-overlay', ['already-read-write', ...FOLLOW, ...WRITABLE]],
    ['trixie-plain-unlock-transient', ['remounted-read-write', ...FOLLOW, ...REMOUNT, ...WRITABLE]],
    ['forky-cfs-unlock-transient', ['remounted-read-write', ...FOLLOW, ...REMOUNT, ...WRITABLE]],
    ['trixie-plain-unlock-hotfix', ['already-hotfix']],
    ['trixie-plain-unlock-hotfix-rebooted', ['already-hotfix']],
    ['forky-cfs-unlock-hotfix', ['already-hotfix']],
    ['trixie-plain-sysext-locked', ['refused: sysext-merged']],
    ['forky-cfs-sysext-locked', ['refused: sysext-merged']],
    ['trixie-plain-unlock-then-sysext', ['refused: sysext-merged']],
    ['trixie-plain-sysext-mutable-ephemeral', ['already-sysext-mutable']],
  ])('%s', (host, expected) => {
    expect(tell(planUp(situation(host), PLAIN_UP))).toEqual(expected);
  });
});

const NATIVE = [
  ...FOLLOW,
  'make upper and work directories in /run/apt-image-based/storage/usr, owned and labelled like /usr',
  'mount an overlay on /usr, with its changes in /run/apt-image-based/storage/usr',
  ...WRITABLE,
];

describe('up with options', () => {
  it.each([true, false])('a folder that follows an overlay from now on is said where it was asked for: %s', (asked) => {
    const lines = tell(planUp(situation('trixie-plain-unlock-development', { candidates: [{ path: '/srv', asked }] }), PLAIN_UP));
    expect([lines[0], lines.includes('note: follows-now')]).toEqual(['already-read-write', asked]);
  });

  it.each<[string, string, Partial<UpOptions>, Partial<Situation>, string[]]>([
    ['read-only', 'trixie-plain-locked', { readOnly: true }, {}, ['mounted-read-only', ...FOLLOW, 'run ostree admin unlock --transient', ...READ_ONLY]],
    ['hotfix', 'trixie-plain-locked', { hotfix: true }, {}, ['mounted-hotfix', 'run ostree admin unlock --hotfix', 'verify that /usr is writable', 'tell systemd to reload its units']],
    ['native', 'forky-cfs-locked', { backend: 'native' }, {}, ['mounted-read-write', ...NATIVE]],
    ['bootc, which is not there', 'trixie-plain-locked', { backend: 'bootc' }, {}, ['refused: not-bootc']],
    ['a native hotfix', 'trixie-plain-locked', { hotfix: true, backend: 'native' }, {}, ['refused: hotfix-needs-ostree (native)']],
    ['read-only over read-only', 'trixie-plain-unlock-transient', { readOnly: true }, {}, ['already-read-only', ...FOLLOW, ...READ_ONLY]],
    ['read-only over read/write', 'trixie-plain-unlock-development', { readOnly: true }, {}, ['already-read-write', ...FOLLOW, ...WRITABLE, 'note: read-only-not-done']],
    ['hotfix over read/write', 'trixie-plain-unlock-development', { hotfix: true }, {}, ['refused: hotfix-over-transient']],
    ['ostree over an overlay', 'trixie-plain-unlock-transient', { backend: 'ostree' }, { candidates: [] }, ['remounted-read-write', ...REMOUNT, 'verify that /usr is writable', 'tell systemd to reload its units']],
    ['packages in somebody else’s overlay', 'trixie-plain-unlock-development', {}, { packagesChanged: true }, ['already-read-write', 'note: packages-already-changed']],
    ['an overlay of unknown age', 'trixie-plain-unlock-development', {}, { packagesChanged: null }, ['already-read-write', 'note: packages-already-changed']],
    ['nothing to follow', 'trixie-plain-locked', {}, { candidates: [] }, ['mounted-read-write', 'run ostree admin unlock', 'verify that /usr is writable', 'tell systemd to reload its units']],
    ['an update at work', 'trixie-plain-locked', {}, { update: { atWork: true, isStaged: false } }, ['refused: update-at-work']],
    ['an update at work, hotfix', 'trixie-plain-locked', { hotfix: true }, { update: { atWork: true, isStaged: true } }, ['refused: update-at-work (hotfix)']],
    ['an update at work, native', 'trixie-plain-locked', { backend: 'native' }, { update: { atWork: true, isStaged: true } }, ['mounted-read-write', ...NATIVE]],
    ['an update at work, and no unlock', 'trixie-plain-unlock-transient', {}, { candidates: [], update: { atWork: true, isStaged: true } }, ['remounted-read-write', ...REMOUNT, 'verify that /usr is writable', 'tell systemd to reload its units']],
    ['an update staged, hotfix', 'trixie-plain-locked', { hotfix: true }, { update: { atWork: false, isStaged: true } }, ['refused: update-staged']],
    ['an update staged', 'trixie-plain-locked', {}, { update: { atWork: false, isStaged: true } }, NEW],
    ['apt at work', 'trixie-plain-locked', {}, { packageManager: 'pid 7, apt' }, ['refused: package-manager-running (pid 7, apt)']],
    ['apt at work, and nothing to do', 'trixie-plain-unlock-hotfix', {}, { packageManager: 'pid 7, apt' }, ['already-hotfix']],
  ])('%s', (_name, host, options, changes, expected) => {
    expect(tell(planUp(situation(host, changes), { ...PLAIN_UP, ...options }))).toEqual(expected);
  });
});

it('what followed once is not covered by something new', () => {
  const environment = (more: string) => ({ environment: `ostree=yes\ndatabases=/var/lib/dpkg\n${more}` });
  expect(tell(planUp(situation('trixie-plain-unlock-development', {}, environment('followed=yes\n')), PLAIN_UP))).toEqual(['already-read-write', 'note: followers-lost']);
  expect(tell(planUp(situation('trixie-plain-locked', {}, environment('followed=yes\n')), PLAIN_UP))).toEqual(NEW);
});

describe('up on other hosts', () => {
  const ext4 = '20 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n';
  const bound = `${ext4}30 20 254:0 /usr /usr ro,relatime shared:2 - ext4 /dev/vda rw\n`;
  const composefs = '20 1 0:34 / / ro shared:1 - overlay composefs ro,lowerdir+=/run/x,datadir+=/y\n';
  const transient = '20 1 0:34 / / rw shared:1 - overlay composefs rw,lowerdir+=/run/x,upperdir=/run/ostree/.private/root/upper\n';
  const rootOverlay = (kind: string) => `20 1 0:19 / / rw shared:1 - overlay overlayroot rw,lowerdir=/ro,upperdir=/media/root-rw/overlay\n21 20 0:20 / /media/root-rw rw - ${kind} x rw\n`;
  it.each<[string, string, string, Partial<UpOptions>, string[]]>([
    ['an ordinary one', ext4, '', {}, ['already-writable']],
    ['an ordinary one, hotfix', ext4, '', { hotfix: true }, ['refused: no-hotfix']],
    ['/usr in memory', `${ext4}30 20 0:9 / /usr rw - tmpfs tmpfs rw\n`, '', {}, ['already-in-memory']],
    ['overlayroot on a tmpfs', rootOverlay('tmpfs'), '', {}, ['already-root-transient']],
    ['overlayroot on a device', rootOverlay('ext4'), '', {}, ['already-kept']],
    ['an overlay on / of unknown storage', rootOverlay('overlay'), '', {}, ['already-foreign']],
    ["somebody's overlay on disk", `${ext4}30 20 0:50 / /usr rw - overlay overlay rw,lowerdir=/usr,upperdir=/srv/upper\n`, '', {}, ['already-foreign']],
    ["somebody's overlay on disk, read-only", `${ext4}30 20 0:50 / /usr ro - overlay overlay ro,lowerdir=/usr,upperdir=/srv/upper\n`, '', {}, ['refused: foreign-read-only']],
    ['a container', ext4, 'container=podman', {}, ['refused: container']],
    ['an image build', bound, 'container=buildah', {}, ['refused: container']],
    ['without overlayfs', bound, 'overlayfs=no', {}, ['refused: no-overlayfs']],
    ['after an error', ext4.replace('ext4 /dev/vda rw', 'ext4 /dev/vda ro'), '', {}, ['refused: stopped-after-error']],
    ['after an error, Linux 6.15', ext4.replace('/dev/vda rw', '/dev/vda rw,emergency_ro'), 'usr-access=writable', {}, ['refused: stopped-after-error']],
    ['two overlays deep', `${composefs}30 20 0:35 / /usr ro shared:2 - overlay x ro,lowerdir=/a:/usr\n`, '', {}, ['refused: too-deep']],
    ['an overlay without an upper directory', `${ext4}30 20 0:35 / /usr ro shared:2 - overlay x ro,lowerdir=/a:/usr\n`, '', {}, ['mounted-read-write', ...NATIVE]],
    ['the same for ostree', `${ext4}30 20 0:35 / /usr ro shared:2 - overlay x ro,lowerdir=/a:/usr\n`, '', { backend: 'ostree' }, ['refused: overlay-below']],
    ['root.transient', transient, '', {}, ['already-root-transient', ...FOLLOW, ...WRITABLE]],
    ['root.transient, hotfix', transient, '', { hotfix: true }, ['refused: hotfix-on-transient-root']],
    ['/etc read-only, as a merged systemd-confext makes it', `${bound}36 20 0:60 / /etc ro - overlay confext ro,lowerdir=/run/x:/etc\n`, '', {}, ['refused: etc-read-only']],
  ])('%s', (_name, mountinfo, environment, options, expected) => {
    expect(tell(planUp(situationOf({ mountinfo, environment }), { ...PLAIN_UP, ...options }))).toEqual(expected);
  });

  it('mounts a native overlay on a read-only bind', () => {
    expect(tell(planUp(situationOf({ mountinfo: bound }, { candidates: [] }), PLAIN_UP))).toEqual([
      'mounted-read-write',
      'mount a tmpfs for root alone on /run/apt-image-based/storage',
      'make upper and work directories in /run/apt-image-based/storage/usr, owned and labelled like /usr',
      'mount an overlay on /usr, with its changes in /run/apt-image-based/storage/usr',
      'verify that /usr is writable',
      'tell systemd to reload its units',
    ]);
  });

  it('keeps what is mounted below /usr in its place, outermost first, and names what only an automount brings', () => {
    const below = ['31 30 254:3 / /usr/local rw shared:3 - ext4 /dev/vdb rw', '32 31 254:4 / /usr/local/share rw - ext4 /dev/vdc rw', '33 30 0:9 /smi /usr/bin/smi ro - tmpfs driver rw', '34 30 0:8 / /usr/games rw - autofs systemd-1 rw', '35 20 0:7 / /usr/hidden rw - tmpfs tmpfs rw'];
    const plan = planUp(situationOf({ mountinfo: `${bound}${below.join('\n')}\n` }), PLAIN_UP);
    const told = tell(plan).filter((line) => /hold|again|mount an overlay on \/usr/.test(line));
    expect(told).toEqual([
      'hold what is mounted on /usr/bin/smi, /usr/local',
      'mount an overlay on /usr, with its changes in /run/apt-image-based/storage/usr',
      'mount it there again, over the overlay: /usr/bin/smi, /usr/local',
    ]);
    expect(plan.kind === 'steps' && plan.notes).toEqual([{ kind: 'stays-mounted', folders: ['/usr/bin/smi', '/usr/local'] }, { kind: 'hides', folders: ['/usr/games'] }]);
  });
});

describe('up', () => {
  it('names packages that are broken below a new overlay', () => {
    const plan = planUp(situation('trixie-plain-locked', { brokenPackages: ['jq'] }), PLAIN_UP);
    expect(tell(plan).at(-1)).toBe('note: packages-broken');
    expect(tell(planUp(situation('trixie-plain-unlock-development', { brokenPackages: ['jq'] }), PLAIN_UP))).not.toContain('note: packages-broken');
  });
});

describe('up --size', () => {
  const sized = (host: string, more: Partial<UpOptions> = {}) => tell(planUp(situation(host), { ...PLAIN_UP, size: '512M', ...more }));

  it('limits the file system in memory of a native overlay', () => {
    expect(sized('trixie-plain-locked', { backend: 'native' })).toContain('mount a tmpfs for root alone on /run/apt-image-based/storage, of 512M at most');
  });

  it('is refused where another backend would store, and said to change nothing where an overlay is on', () => {
    expect(sized('trixie-plain-locked')).toEqual(['refused: size-needs-native (ostree)']);
    expect(sized('trixie-plain-unlock-development').at(-1)).toBe('note: size-not-changed');
  });
});
