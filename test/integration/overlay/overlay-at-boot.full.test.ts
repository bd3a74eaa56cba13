// An overlay that fstab or usr.mount puts on /usr at each boot, with its upper layer on disk: it is there again after a reboot, and so the
// package database must not have been an overlay of ours.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';

const LINES = (text: string): string => text.replace(/\n +/g, ' ');

it.each(['overlay-by-fstab', 'overlay-by-unit'])('%s: what is said is so after the reboot', async (state) => {
  const host = await openGuardedHost({ variant: 'trixie', state });
  try {
    const first = await host.run(`
apt-get -y install tiny-install 2>&1 >/dev/null | grep -E '^(notice|hint): '
usr-overlay status | grep -E '^(overlay|follows|note)'
usr-overlay up; echo "up $?"; usr-overlay run true 2>&1; echo "run $?"; grep -c usr-overlay /proc/self/mountinfo; usr-overlay down 2>&1; echo "down $?"; test -w /usr && echo writable
usr-overlay check --explain | grep ^overlay`);
    expect(LINES(first.stdout)).toMatch(/^notice: [^\n]*\/srv\/upper[^]*each boot mounts this overlay again, so what you install stays/);
    expect(LINES(first.stdout)).toMatch(/\noverlay: +unknown, persistent, read\/write: changes survive reboots\n/);
    expect(first.stdout).toContain('/usr is already writable through an overlay that /etc/fstab or usr.mount mounts at each boot\nAll changes there survive reboots.\nup 0\n');
    expect(first.stdout).toMatch(/\nnote: \/usr is already writable through an overlay that .* at each boot\. All changes there survive reboots\nrun 0\n0\nerror: .* what it stores in \/srv\/upper is kept there\. .*\ndown 69\nwritable\n/);
    expect(first.stdout).not.toContain('lost at the next reboot');
    const second = await host.run('tiny-install; dpkg-query -W tiny-install; dpkg --verify tiny-install; dpkg --audit; usr-overlay doctor; echo "doctor $?"; usr-overlay log | grep -c tiny-install; ls /srv/upper/bin');
    expect(second.stdout).toMatch(/^tiny-install 1\.0\ntiny-install\t1\.0\n[^]*doctor 0\n[^]*tiny-install\n$/);
  } finally {
    await host.remove();
  }
}, 600_000);
