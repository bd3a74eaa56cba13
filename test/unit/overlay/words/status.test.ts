// `status` on captured hosts: its rows, its JSON, and where ostree or bootc say otherwise.

import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../../src/host/evidence.ts';
import { reportOverlay } from '../../../../src/overlay/status-report.ts';
import { statusJson, statusLines } from '../../../../src/overlay/words/status-words.ts';
import { situation, situationOf, withMounts } from '../situations.ts';

const ROOM = { used: 5 * 1024 ** 2, free: 3 * 1024 ** 3, available: 2 * 1024 ** 3, own: 41 * 1024 ** 2 };

const ASKED = { room: ROOM, turnedOn: { since: '2026-11-22T20:00:00.123Z', by: 'ada' }, holders: 2, packages: { installed: ['jq', 'libjq1'], upgraded: [], downgraded: [], removed: ['strace'] } };

function report(host: string, evidence: Evidence = {}) {
  const { facts, mounts } = situation(host, {}, evidence);
  return reportOverlay(facts, mounts, ASKED);
}

describe('status', () => {
  it('shows an overlay within 80 columns', () => {
    const lines = statusLines(report('forky-cfs-unlock-transient'), 80);
    expect(lines.map((line) => line.replace(/[0-9a-f]{64}/, 'CHECKSUM'))).toEqual([
      'host:           Debian GNU/Linux forky/sid, image-based by ostree',
      '/usr:           read-only, overlay on /usr',
      'overlay:        ostree, transient, read-only: changes are lost at the next',
      '                reboot',
      'turned on:      2026-11-22 20:00:00 UTC, by ada',
      'stored in:      /sysroot/ostree/deploy/debian/backing/CHECKSUM.0/usr-transient/upper',
      '                (ext4)',
      'space:          41M used, 2.0G free on the disk',
      'follows:        nothing',
      'packages:       2 installed (jq libjq1), 1 removed (strace)',
      'in use by:      2 processes',
      'note:           the package database does not follow: after the reboot it will',
      '                list packages that are gone',
    ]);
  });

  it('names some of the packages', () => {
    const { facts, mounts } = situation('forky-cfs-unlock-transient');
    const words = (installed: string[]): string[] =>
      statusLines(reportOverlay(facts, mounts, { ...ASKED, packages: { installed, upgraded: [], downgraded: [], removed: [] } }), 80).filter((line) => line.startsWith('packages'));
    expect(words(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(['packages:       6 installed (a b c d e ...)']);
    expect(words([])).toEqual(['packages:       no changes']);
  });

  it('is short where there is no overlay', () => {
    expect(statusLines(report('trixie-plain-locked'), 80)).toEqual([
      'host:           Debian GNU/Linux 13 (trixie), image-based by ostree',
      '/usr:           read-only, ext4 on /usr',
      'overlay:        none',
      'in use by:      2 processes, of an overlay that was removed. To list them:',
      '                `usr-overlay holders`',
    ]);
  });

  it('names the overlays that wait for other images, each once', () => {
    const others = [{ image: 'Debian (a)', usedBytes: 2048 }, { image: 'Debian (b)', usedBytes: 1 }];
    const { facts, mounts } = situation('trixie-plain-locked');
    const lines = (parked: { reason: 'other-image'; image: string; detail: null } | null): string[] => statusLines(reportOverlay(facts, mounts, { ...ASKED, parked, others }), 400).filter((line) => line.startsWith('parked'));
    const waits = (name: string, size: string): string => `parked:         a persistent overlay of ${name}, ${size}, waits for that image. To discard it: \`usr-overlay down --parked\``;
    expect(lines(null)).toEqual([waits('Debian (a)', '2.0K'), waits('Debian (b)', '1B')]);
    expect(lines({ reason: 'other-image', image: 'Debian (a)', detail: null })).toEqual([expect.stringContaining('Debian (a) is not mounted'), waits('Debian (b)', '1B')]);
  });

  it('says no more of a sysext merge than it holds', () => {
    expect(statusLines(report('trixie-plain-sysext-locked'), 80).slice(2)).toEqual(['overlay:        sysext, read-only: merged system extensions', 'in use by:      2 processes']);
  });

  it('has the documented JSON', () => {
    expect(JSON.parse(statusJson(report('trixie-plain-unlock-development')))).toEqual({
      schema: 1,
      usr: { writable: true, mountPoint: '/usr', fsType: 'overlay' },
      usrOverlay: { backend: 'ostree', accessMode: 'readWrite', persistence: 'transient', upperdir: '/var/tmp/ostree-unlock-ovl.MGIGZ3/upper' },
      imageManager: 'ostree',
      environment: 'host',
      distribution: { id: 'debian', name: 'Debian GNU/Linux 13 (trixie)' },
      storage: { path: '/var/tmp/ostree-unlock-ovl.MGIGZ3/upper', fsType: 'ext4' },
      room: ROOM,
      followers: [],
      turnedOn: ASKED.turnedOn,
      packages: { count: 3, installed: ['jq', 'libjq1'], upgraded: [], downgraded: [], removed: ['strace'] },
      holders: 2,
      parked: null,
      others: null,
      only: [],
      disagreements: [],
    });
  });

  it('knows where the native overlay is stored, and what follows', () => {
    const { facts, mounts } = situationOf(
      withMounts(
        { mountinfo: '20 1 254:0 / / rw - ext4 /dev/vda rw\n68 20 254:0 /usr /usr ro - ext4 /dev/vda rw\n' },
        '/run/apt-image-based/storage rw tmpfs usr-overlay-follow rw',
        '/etc/pam.d rw overlay usr-overlay-follow rw,lowerdir=/etc/pam.d,upperdir=/run/apt-image-based/storage/etc-pam.d/upper',
        '/usr rw overlay usr-overlay rw,lowerdir=/usr,upperdir=/run/apt-image-based/storage/usr/upper',
      ),
    );
    const { storage, followers } = reportOverlay(facts, mounts, ASKED);
    expect([storage, followers]).toEqual([{ path: '/run/apt-image-based/storage/usr/upper', fsType: 'tmpfs' }, ['/etc/pam.d']]);
  });
});

describe('disagreements', () => {
  const bootc = (usrOverlay: object | null): Evidence => ({
    origin: '[origin]\ncontainer-image-reference=ostree-unverified-registry:localhost/os\n',
    'bootc-status.json': JSON.stringify({ kind: 'BootcHost', spec: { image: {} }, status: { booted: { ostree: {} }, usrOverlay } }),
  });
  it.each<[string, Evidence, string[]]>([
    ['trixie-plain-locked', {}, []],
    ['trixie-plain-unlock-development', {}, []],
    ['trixie-plain-unlock-transient', {}, []],
    ['trixie-plain-unlock-hotfix', {}, []],
    ['trixie-plain-unlock-hotfix-rebooted', {}, []],
    ['forky-cfs-unlock-development', {}, []],
    ['forky-cfs-unlock-hotfix', {}, []],
    ['trixie-plain-manual-overlay', {}, []],
    ['trixie-plain-stale-state-file', {}, ['ostree says development: its overlay is gone, and ostree refuses another. To clear that: `usr-overlay down`']],
    ['trixie-plain-unlock-then-sysext', {}, ['ostree says development: a merged system extension is on its overlay']],
    ['trixie-plain-unlock-transient-remounted-in-private-ns', {}, ['ostree says transient: its overlay on /usr is read/write now']],
    [
      'trixie-plain-unlock-development',
      { 'ostree-admin-status': `* debian ${'a'.repeat(64)}.0\n` },
      ['ostree says none: its unlock was interrupted. To remove the overlay: `usr-overlay down`'],
    ],
    ['trixie-plain-unlock-development', bootc(null), ['bootc says that no overlay is on /usr']],
    ['trixie-plain-unlock-development', bootc({ accessMode: 'readWrite', persistence: 'transient' }), []],
    ['trixie-plain-unlock-development', bootc({ accessMode: 'readOnly', persistence: 'transient' }), ['bootc says that the overlay on /usr is transient and readOnly']],
  ])('%s (%#)', (host, evidence, expected) => {
    const { disagreements } = report(host, { environment: 'bootc=yes\n', ...evidence });
    expect(disagreements).toEqual(expected);
  });

  it('sees what a killed run left', () => {
    const { facts, mounts } = situationOf(withMounts({ mountinfo: '20 1 254:0 / / rw - ext4 /dev/vda rw\n' }, '/etc/pam.d rw overlay usr-overlay-follow rw'));
    expect(reportOverlay(facts, mounts, { ...ASKED, room: null }).disagreements).toEqual(['overlays that followed one on /usr are left without it. To remove them: `usr-overlay down`']);
  });
});
