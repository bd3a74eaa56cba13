// What packages of an overlay did in /boot behind the guard's back: named by everything that tells, kept, and undone by `down` and by the
// next boot. What an administrator or an upgrade of the image did there stays.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';

/** A package whose script calls a program of its own, of which no list knows that it writes to /boot; it makes, changes and removes. */
const PACKAGE = `
mkdir -p /run/deb/DEBIAN /run/deb/usr/sbin
printf 'Package: sneaky\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example.org>\\nDescription: x\\n' >/run/deb/DEBIAN/control
printf '#!/bin/sh\\nmake-boot-thing\\n' >/run/deb/DEBIAN/postinst
printf '#!/bin/sh\\necho changed >/boot/menu.cfg; mkdir /boot/made; echo made >/boot/made/file; rm /boot/initrd.img-1 /boot/link; echo entry >>/boot/loader/entries/mine.conf 2>/dev/null\\n' >/run/deb/usr/sbin/make-boot-thing
chmod 755 /run/deb/DEBIAN/postinst /run/deb/usr/sbin/make-boot-thing; dpkg-deb --root-owner-group --build /run/deb /run/sneaky.deb >/run/out
tree() { (cd /boot; find . ! -path './ostree*' ! -path './loader*' ! -type d -printf '%p %m %U %s %TY-%Tm-%TdT%TH:%TM %l\\n' | sort; find . ! -path './ostree*' ! -path './loader*' -type d | sort; find . -type f ! -path './ostree*' ! -path './loader*' -exec sha256sum {} + | sort); }
prepare() { echo old >/boot/menu.cfg; chmod 600 /boot/menu.cfg; touch -d '2001-02-03' /boot/menu.cfg; head -c 6000000 /dev/urandom >/boot/initrd.img-1; ln -s initrd.img-1 /boot/link; tree >/var/before; }
`;

it.each(['down', 'the next boot'])('%s puts it back, byte for byte', async (end) => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    const { stdout } = await host.run(`${PACKAGE}
prepare; usr-overlay >/dev/null; apt-get -y install /run/sneaky.deb >/run/out 2>&1; echo "installed $?"
usr-overlay status | grep -o 'packages of the overlay changed'; usr-overlay diff 2>&1 | grep -c 'note: packages of the overlay changed'; usr-overlay doctor | grep -o 'packages of the overlay changed'
usr-overlay status --json | grep -o '/boot/initrd[^ ,]*'
${end === 'down' ? 'usr-overlay down | grep "^Cleaned up"; tree | diff /var/before - && echo same; usr-overlay log | grep -o "in /boot.*"; usr-overlay kept | grep -c /boot/' : 'true'}`);
    const told = 'installed 0\npackages of the overlay changed\n1\npackages of the overlay changed\n/boot/initrd.img-1\n';
    const back = 'Cleaned up /boot: removed 2 files and links of packages that are gone, restored 3 files and links that they had changed\n';
    if (end === 'down') return void expect(stdout).toBe(`${told}${back}same\nin /boot, removed 2 files and links of packages that are gone, restored 3 files and links that they had changed\n3\n`);
    expect(stdout).toBe(told);
    const next = await host.run(`${PACKAGE}\nusr-overlay put-back | sort; tree | diff /var/before - && echo same; ls /var/lib/apt-image-based`);
    expect(next.stdout).toBe(`${back}removed /boot/made\nremoved /boot/made/file\nrestored /boot/initrd.img-1\nrestored /boot/link\nrestored /boot/menu.cfg\nsame\nkept\nlog\n`);
  } finally {
    await host.remove();
  }
}, 300_000);

it('what an administrator does in between is his, and stays', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    const { stdout } = await host.run(`${PACKAGE}
prepare; usr-overlay >/dev/null; echo his >/boot/menu.cfg; echo his >/boot/his
apt-get -y install /run/sneaky.deb >/run/out 2>&1; echo his again >/boot/made/file; echo deployed >/boot/ostree/x
usr-overlay down 2>&1 | grep -E '^(Cleaned up|note: /boot)'; cat /boot/menu.cfg /boot/his /boot/made/file /boot/ostree/x; usr-overlay kept | grep -c menu.cfg`);
    expect(stdout).toBe('Cleaned up /boot: restored 3 files and links that they had changed\nhis\nhis\nhis again\ndeployed\n1\n');
  } finally {
    await host.remove();
  }
}, 300_000);

it('what came without a hook, and what a cut transaction did, stays and is named, and what was there can be had', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    const { stdout } = await host.run(`${PACKAGE}
prepare; usr-overlay >/dev/null; APT_IMAGE_BASED=off apt-get -y install tiny-install >/run/out 2>&1
# dpkg is killed after the script has run, so that nothing calls the hook for what comes after.
printf '#!/bin/sh\\nmake-boot-thing; kill -9 $PPID; sleep 1\\n' >/run/deb/DEBIAN/postinst; dpkg-deb --build /run/deb /run/cut.deb >/run/out; dpkg -i /run/cut.deb >/run/out 2>&1; echo "cut $?"
usr-overlay down --lazy >/run/down 2>&1; grep -c '^note: .*nobody saw' /run/down; cat /boot/menu.cfg; usr-overlay kept --restore /boot/menu.cfg >/run/out; cat /boot/menu.cfg`);
    expect(stdout).toBe('cut 137\n5\nchanged\nold\n');
  } finally {
    await host.remove();
  }
}, 300_000);
