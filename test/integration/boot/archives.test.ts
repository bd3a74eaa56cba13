// In an overlay, packages that write to /boot are refused by what their archives hold, under every front end; their neighbours are not.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

/** A generator of initramfs images with its trigger, in the image; and packages that set it off, or only speak of it. */
const PACKAGES = `
deb() { # NAME [FILE...]: a package of the files in /run/deb
  mkdir -p /run/deb/DEBIAN; printf 'Package: %s\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example.org>\\nDescription: x\\n' "$1" >/run/deb/DEBIAN/control
  chmod -f 755 /run/deb/DEBIAN/p*; dpkg-deb --root-owner-group \${2-} --build /run/deb /run/$1.deb >/run/out; rm -r /run/deb
}
script() { mkdir -p /run/deb/DEBIAN; { echo '#!/bin/sh'; cat; } >/run/deb/DEBIAN/$1; }
mkdir -p /run/deb/usr/sbin; printf '#!/bin/sh\\n[ -e /boot/initrd.img-1 ] || exit 0\\ndate +%%N >/boot/initrd.img-1.new; mv /boot/initrd.img-1.new /boot/initrd.img-1\\n' >/run/deb/usr/sbin/update-initramfs; chmod +x /run/deb/usr/sbin/update-initramfs
echo 'update-initramfs -u' | script postinst; echo interest-noawait update-initramfs >/run/deb/DEBIAN/triggers; deb generator
mkdir -p /run/deb/DEBIAN; echo activate-noawait update-initramfs >/run/deb/DEBIAN/triggers; deb by-trigger
echo 'if command -v update-initramfs >/dev/null; then update-initramfs -u; fi' | script postinst; deb by-script -Zgzip
echo '[ "$1" != remove ] || update-initramfs -u' | script postrm; deb by-removal
mkdir -p /run/deb/boot; echo x >/run/deb/boot/loader.bin; deb by-file
{ echo '# update-initramfs -u'; echo 'echo "update-initramfs -u makes the initramfs anew"'; } | script postinst; deb by-no-means
mount -o remount,rw /usr 2>/dev/null; cp /usr/bin/apt-get /run/frontend
`;

it.each(['apt-get -y install', '/run/frontend -y install', 'dpkg -i'])('%s', async (command) => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'unlock' }, `${PACKAGES}
APT_IMAGE_BASED=off dpkg -i /run/generator.deb /run/by-removal.deb >/run/out
each() { for name in $*; do ${command} /run/$name.deb >/run/out 2>/run/err; echo "$name $?" $(grep -oE '^error: [a-z-]* writes to /boot' /run/err); done; }
echo nothing to write; each by-trigger by-script; APT_IMAGE_BASED=off dpkg -r by-trigger by-script >/run/out
echo before >/boot/initrd.img-1; each by-trigger by-script by-file by-no-means; cat /boot/initrd.img-1; ls /boot | grep loader.bin
${command.startsWith('dpkg') ? 'dpkg -r' : command.replace('install', 'remove')} by-removal >/run/out 2>/run/err; grep -oE '^error: [a-z-]* writes to /boot' /run/err; cat /boot/initrd.img-1`);
  const refused = command.startsWith('dpkg') ? 2 : 100;
  const no = (name: string): string => `${name} ${refused} error: ${name} writes to /boot\n`;
  expect(stdout).toBe(`nothing to write\nby-trigger 0\nby-script 0\n${no('by-trigger')}${no('by-script')}${no('by-file')}by-no-means 0\nbefore\nerror: by-removal writes to /boot\nbefore\n`);
}, 300_000);
