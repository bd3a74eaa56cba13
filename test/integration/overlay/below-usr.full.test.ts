// /usr is a link, or has mounts below it: `up`, `run` and `down` act on the real place, and nobody loses what is mounted there.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';

const LOOK = 'local-program; cat /usr/local/share/inner; findmnt -n -o TARGET /usr/lib/os-release | tail -n 1; test -w /usr && echo writable || echo read-only; grep -c " /usr/local" /proc/self/mountinfo';
const THERE = 'local\ninner\n/usr/lib/os-release\n';

it.each([
  ['trixie', 'up'],
  ['trixie', 'run true'],
  ['trixie', 'up --backend native --storage /var'],
  ['bookworm', 'up'],
  ['forky', 'run true'],
] as const)('%s: mounts below /usr are there during and after `usr-overlay %s`', async (variant, command) => {
  const host = await openGuardedHost({ variant, state: 'mounts-below-usr' });
  try {
    const { stdout, stderr } = await host.run(`${LOOK}
usr-overlay ${command} >/dev/null; ${LOOK}
usr-overlay run sh -c 'touch /usr/lib/probe /usr/local/probe && ${LOOK}'
usr-overlay diff | grep -c local
usr-overlay down >/dev/null; echo "down $?"; ${LOOK}; ls /usr/lib/probe 2>/dev/null; ls /usr/local/probe`);
    const on = command === 'run true' ? 'read-only' : 'writable';
    expect(stdout).toBe(`${THERE}read-only\n2\n${THERE}${on}\n4\n${THERE}writable\n4\n0\ndown 0\n${THERE}read-only\n2\n/usr/local/probe\n`);
    expect(stderr).toMatch(/^note: the overlay does not cover these mounts below \/usr, so changes in them are not undone with it: \/usr\/lib\/os-release, \/usr\/local$/m);
  } finally {
    await host.remove();
  }
}, 300_000);

it('ostree and bootc hide nothing either', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    const { stdout } = await host.run(`
mkdir -p /run/below; echo driver >/run/below/file; mount --bind /run/below /usr/games
usr-overlay up >/dev/null; cat /usr/games/file; test -w /usr && echo writable; usr-overlay down >/dev/null; cat /usr/games/file; test -w /usr || echo read-only`);
    expect(stdout).toBe('driver\nwritable\ndriver\nread-only\n');
  } finally {
    await host.remove();
  }
}, 300_000);

it('where a mount cannot be put back, nothing is done', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'mounts-below-usr' });
  try {
    const { stdout, stderr } = await host.run(`mount --make-runbindable /usr/local; usr-overlay up; echo "up $?"; ${LOOK}; grep -c usr-overlay /proc/self/mountinfo`);
    expect(stdout).toBe(`up 71\n${THERE}read-only\n2\n0\n`);
    expect(stderr).toMatch(/^error: mount: .*\/usr\/local/m);
  } finally {
    await host.remove();
  }
}, 300_000);

it('a link: the overlay is on the real place, is seen and told there, and goes', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'usr-link' });
  try {
    const { stdout, stderr } = await host.run(`
readlink /usr; apt-get -y install tiny-install >/dev/null 2>/run/refused; echo "exit $?"; grep '^hint' /run/refused
usr-overlay up; findmnt -n -o TARGET,SOURCE /srv/system/usr | tail -n 1; apt-get -y install tiny-install 2>&1 >/dev/null | grep '^notice'; tiny-install
usr-overlay status | grep -E '^(overlay|packages)'; usr-overlay diff | grep bin/tiny; usr-overlay diff --packages; sleep 60 & usr-overlay holders | grep -c sleep; kill $!
usr-overlay up | head -n 1
usr-overlay down >/dev/null; echo "down $?"; ls /usr/bin/tiny-install 2>/dev/null; dpkg-query -W tiny-install 2>&1; grep -c usr-overlay /proc/self/mountinfo; test -w /usr || echo read-only
usr-overlay run apt-get -y install tiny-install >/dev/null 2>&1; tiny-install; test -w /usr || echo read-only; usr-overlay down >/dev/null; echo "down $?"; grep -c usr-overlay /proc/self/mountinfo`);
    expect(`${stdout}${stderr}`).toBe(`/srv/system/usr
exit 100
hint: to do just this for now: \`usr-overlay run apt-get -y install tiny-install\`
hint: to make /usr writable until the next reboot: \`usr-overlay\`
A read/write overlayfs is now mounted on /usr
All changes there will be discarded on reboot.
/srv/system/usr usr-overlay
notice: /usr is on a temporary overlay: changes are lost at the next reboot.
tiny-install 1.0
overlay:        native, transient, read/write: changes are lost at the next reboot
packages:       1 installed (tiny-install)
A   32B /usr/bin/tiny-install
Installed:
  tiny-install 1.0

1 installed
1
A read/write overlayfs is already mounted on /usr
down 0
dpkg-query: no packages found matching tiny-install
0
read-only
tiny-install 1.0
read-only
down 0
0
note: the image keeps no copy of /etc to compare with: what was removed from it is not known
`);
  } finally {
    await host.remove();
  }
}, 300_000);
