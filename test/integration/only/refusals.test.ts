// What gets no overlay of its own, and why: on real hosts.
import { expect, it } from '@jest/globals';
import { onHost } from '../persist/persist-host.ts';

const ask = (...folders: readonly string[]): string => folders.map((folder) => `usr-overlay up --only ${folder} 2>&1; echo "= $?"`).join('; ');

it('forky-composefs: directories that get none', async () => {
  await onHost({ variant: 'forky-composefs', state: 'locked' }, async (boot) => {
    const lines = await boot(`${ask('/usr', '/etc', '/usr/lib', '/usr/bin', '/usr/lib/x86_64-linux-gnu', '/usr/share/not-there/at-all', '/bin/sh', '/usr/libexec', '/usr/lib/systemd/system', '/usr/libexec/apt-image-based', '/opt', '/usr/local/bin', '/usr/local')}
usr-overlay up --only /usr/local/bin --only /usr/share/doc --dry-run; usr-overlay down --only /usr/local/bin; usr-overlay up --only /usr/local --only /usr/lib 2>&1 | head -n 1; usr-overlay up --only /usr/local --hotfix >/dev/null 2>&1; echo $?; grep -c usr-overlay /proc/self/mountinfo`);
    expect(lines).toEqual([
      'error: --only: /usr is all of /usr; leave out `--only`, or name a folder in it', '= 64',
      'error: --only: /etc lies neither in /usr nor in /opt, where alone a folder can get an overlay of its own', '= 64',
      ...['/usr/lib', '/usr/bin', '/usr/lib/x86_64-linux-gnu'].flatMap((folder) => [`error: --only: ${folder} holds what packages install, and packages need all of /usr to be writable: name a folder in it, or leave out \`--only\``, '= 64']),
      'error: --only: /usr/share/not-there/at-all is not there, and it cannot be made in a read-only /usr/share; the image has to bring it', '= 64',
      'error: --only: /bin/sh lies neither in /usr nor in /opt, where alone a folder can get an overlay of its own', '= 64',
      'error: --only: /usr/libexec holds what packages install, and packages need all of /usr to be writable: name a folder in it, or leave out `--only`', '= 64',
      'error: --only: /usr/lib/systemd/system holds this program (/usr/lib/systemd/system)', '= 64',
      expect.stringMatching(/^error: --only: \/usr\/libexec\/apt-image-based holds this program/), '= 64',
      expect.stringMatching(/^error: (--only: \/opt leads through a link to \/var\/opt, which is writable already|\/opt is writable already)/), expect.stringMatching(/^= (64|69)$/),
      'A read/write overlayfs is now mounted on /usr/local/bin', 'All changes there will be discarded on reboot.', '= 0',
      'error: something is mounted on /usr/local/bin, which an overlay on /usr/local would hide', '= 69',
      '/usr/local/bin is already writable through an overlay: all changes there will be discarded on reboot', 'Mount a writable overlay on /usr/share/doc.',
      'The overlay on /usr/local/bin was removed; all changes made in it were discarded',
      'error: --only: /usr/lib holds what packages install, and packages need all of /usr to be writable: name a folder in it, or leave out `--only`',
      '64', '0',
    ]);
  });
}, 300_000);

it('trixie: on a host whose /usr is writable', async () => {
  await onHost({ variant: 'trixie', state: 'writable' }, async (boot) => {
    expect(await boot(ask('/usr/local'))).toEqual(['error: /usr/local is writable already', '= 69']);
  });
}, 300_000);

it('trixie: a merged system extension takes it along, when it comes and when it goes', async () => {
  await onHost({ variant: 'trixie', state: 'locked' }, async (boot) => {
    expect(
      await boot(`extension=/var/lib/extensions/testbed/usr/lib/extension-release.d; mkdir -p $extension; echo ID=_any >$extension/extension-release.testbed
seen() { cat /usr/local/file; touch /usr/local/more && echo writable; grep -c 'overlay sysext' /proc/self/mountinfo; }
usr-overlay up --only /usr/local >/dev/null; echo mine >/usr/local/file; seen; systemd-sysext merge >/dev/null 2>&1; seen; usr-overlay status | grep -c '^/usr/local:'; systemd-sysext unmerge >/dev/null 2>&1; seen
systemd-sysext merge >/dev/null 2>&1; usr-overlay down --only /usr/local; usr-overlay up --only /usr/local | head -n 1; usr-overlay down --only /usr/local; systemd-sysext unmerge >/dev/null 2>&1; ls /usr/local | grep -c file; grep -c usr-overlay /proc/self/mountinfo`),
    ).toEqual(['mine', 'writable', '0', 'mine', 'writable', '1', '1', 'mine', 'writable', '0', 'The overlay on /usr/local was removed; all changes made in it were discarded', 'A read/write overlayfs is now mounted on /usr/local', 'The overlay on /usr/local was removed; all changes made in it were discarded', '0', '0']);
  });
}, 300_000);
