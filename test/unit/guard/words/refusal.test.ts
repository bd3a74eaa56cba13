// The hints of a refusal: the user's own command first, where the host can take it.
import { describe, expect, it } from '@jest/globals';
import { parseFacts } from '../../../../src/host/facts.ts';
import { describeHost } from '../../../../src/host/host.ts';
import { manualNote, refusalHints } from '../../../../src/guard/words/refusal.ts';

describe('the hints of a refusal', () => {
  const locked = '20 1 254:0 / / rw - ext4 /dev/vda rw\n30 20 254:0 /usr /usr ro - ext4 /dev/vda rw';
  const overlay = '40 30 0:50 / /usr ro - overlay overlay ro,lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.X/upper';
  const hostOf = (lines: string[], environment = 'overlayfs=yes\n') => describeHost(parseFacts({ mountinfo: lines.join('\n'), environment }));
  const OWN = 'to do just this for now: `sudo usr-overlay run apt install strace`';
  const request = { layer: 'early', command: ['apt', 'install', 'strace'] } as const;

  it('begin with the own command, and the plain way stands behind it', () => {
    expect(refusalHints('read-only-usr', hostOf([locked]), request)).toEqual([OWN, 'to make /usr writable until the next reboot: `sudo usr-overlay`']);
    expect(refusalHints('overlay-read-only', hostOf([locked, overlay]), request)[0]).toBe(OWN);
  });

  it('leave it out where no overlay can be had', () => {
    expect(refusalHints('read-only-usr', hostOf([locked], 'overlayfs=no\n'), request)).toHaveLength(1);
    expect(refusalHints('container-read-only', hostOf([locked]), request)).not.toContain(OWN);
    expect(refusalHints('sysext-merged', hostOf([locked]), request)).not.toContain(OWN);
  });

  it.each([['dpkg', '--configure', '-a'], ['dpkg', '--configure', 'strace'], ['apt', '--fix-broken', 'install'], ['apt-get', 'install', '-yf'], ['/usr/bin/apt-get', '-f', 'install']])('name doctor where the command only repairs: %s %s %s', (...command) => {
    expect(refusalHints('read-only-usr', hostOf([locked]), { layer: 'dpkg', command })[0]).toBe(
      'to repair packages for good: `sudo usr-overlay doctor`',
    );
  });

  it.each([['apt-get', '-f', 'install', 'strace'], ['apt', 'install', '--force-yes'], ['apt-get', 'remove', '-f'], ['dnf', 'install', '-f'], ['dpkg', '-i', 'configure.deb']])('do not where it asks for more: %s %s %s %s', (...command) => {
    expect(refusalHints('read-only-usr', hostOf([locked]), { layer: 'early', command })[0]).toContain('usr-overlay run');
  });

  it('are at most two, and the manual without `man` is no hint', () => {
    expect(refusalHints('stale-unlock', hostOf([locked], 'overlayfs=yes\nman=no\n'), request)).toHaveLength(2);
    expect(manualNote(hostOf([locked], 'man=no\n'))).toHaveLength(1);
    expect(manualNote(hostOf([locked], 'man=yes\n'))).toEqual([]);
  });
});
