// What packages take away and rename in /etc: folders with all that is in them, links over links, diversions; and a file that has no place to come back to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

const LIBRARY = readFileSync(join(import.meta.dirname, 'put-back.sh'), 'utf8');

const PACKAGES = `
build() { # NAME, of what lies in /run/debs/NAME
  cd "/run/debs/$1"; mkdir -p DEBIAN etc
  printf 'Package: %s\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: Testbed <testbed@example.org>\\nDescription: tiny\\n' "$1" >DEBIAN/control
  find etc -type f -printf '/%p\\n' | sort >DEBIAN/conffiles
  find DEBIAN \\( -name '*inst' -o -name '*rm' \\) -exec chmod 755 {} +
  cd /; dpkg-deb --root-owner-group --build "/run/debs/$1" "/run/debs/$1.deb" >/dev/null
}
mkdir -p /etc/full; mount -t tmpfs -o size=64k full /etc/full
mkdir -p /run/debs/folder/DEBIAN; printf '#!/bin/sh\\n[ "$1" != purge ] || rm -f /etc/b-first /etc/b-second\\n' >/run/debs/folder/DEBIAN/postrm
mkdir -p /run/debs/folder/etc/folder/sub /run/debs/blocked/etc/blocked /run/debs/blocked/etc/full /run/debs/chain/DEBIAN /run/debs/chain/usr/share/chain /run/debs/hider/DEBIAN
echo a >/run/debs/folder/etc/folder/a.conf; echo b >/run/debs/folder/etc/folder/sub/b.conf; ln -s ../folder/sub/b.conf /run/debs/folder/etc/folder/b.pem; build folder
echo c | tee /run/debs/blocked/etc/blocked/c.conf >/run/debs/blocked/etc/full/c.conf; build blocked
echo cert >/run/debs/chain/usr/share/chain/cert
printf '#!/bin/sh\\nmkdir -p /etc/chain; ln -s /usr/share/chain/cert /etc/chain/cert.pem; ln -s cert.pem /etc/chain/0.hash; ln -s chain/0.hash /etc/chain-first\\n' >/run/debs/chain/DEBIAN/postinst; build chain
printf '#!/bin/sh\\ndpkg-divert --package hider --add --rename --divert /etc/tiny-conffile.conf.hidden /etc/tiny-conffile.conf\\n' >/run/debs/hider/DEBIAN/preinst; build hider
# Of /etc alone: dpkg installs them beside the image on a locked host, too.
APT_IMAGE_BASED=off dpkg -i /run/debs/folder.deb /run/debs/blocked.deb >/run/installed 2>&1 || cat /run/installed
ln -s folder/b.pem /etc/b-first; ln -s b-first /etc/b-second
echo 'edited by hand' >>/etc/folder/a.conf; chmod 2750 /etc/folder/sub; chown 0:4 /etc/folder/sub; chmod 600 /etc/folder/sub/b.conf
`;

it('trixie: folders, links over links and diverted files are as they were, and a file without a place is kept', async () => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'locked' }, `${LIBRARY}${PACKAGES}
find_etc >/run/before
usr-overlay >/dev/null
apt-get -y purge folder blocked >/run/purged 2>&1 || cat /run/purged
echo 'in the way' >/etc/blocked; cat /dev/zero >/etc/full/zeros 2>/dev/null
install /run/debs/chain.deb /run/debs/hider.deb
ls -d /etc/folder /etc/tiny-conffile.conf 2>&1 | grep -c 'No such file'; cat /etc/chain-first /etc/tiny-conffile.conf.hidden
usr-overlay down 2>&1
find_etc | diff /run/before - | grep '^[<>]'; rm /etc/full/zeros; cat /etc/folder/a.conf /etc/b-second; ls -ld /etc/folder/sub | cut -d ' ' -f 1,3,4; dpkg -V
ls -A /var/lib/apt-image-based; ls -ld /var/lib/apt-image-based/kept/* | cut -c 1-10
usr-overlay put-back; rm /etc/blocked; usr-overlay put-back; find_etc | diff /run/before -; ls -d /var/lib/apt-image-based/waiting 2>/dev/null
mkdir -p /var/lib/apt-image-based/waiting/removal-that-failed.old /var/lib/apt-image-based/open; usr-overlay put-back; ls -A /var/lib/apt-image-based
`);
  expect(stderr).toBe('');
  expect(stdout).toBe(
    [
      '2',
      'cert',
      '# tiny-conffile',
      'version = 1.0',
      'The overlay on /usr was removed; all changes made in it were discarded.',
      'Cleaned up /etc: removed 4 files and links of packages that are gone, restored 6 files and links of the image',
      'note: /etc/blocked/c.conf is not put back: its folder is a link, or is gone; the next `up`, `down` or boot tries again',
      'note: /etc/full/c.conf is not put back: no space is left on the device; the next `up`, `down` or boot tries again',
      '< /etc/blocked d 755 4096 ',
      '< /etc/blocked/c.conf f 644 2 ',
      '> /etc/blocked f 644 11 ',
      '< /etc/full/c.conf f 644 2 ',
      '> /etc/full/zeros f 644 65536 ',
      'a\nedited by hand\nb',
      'drwxr-s--- root adm',
      '??5?????? c /etc/folder/a.conf',
      'missing   c /etc/blocked/c.conf (Not a directory)',
      'missing   c /etc/full/c.conf',
      'kept\nlog\nopen\nwaiting',
      'drwx------',
      'Cleaned up /etc: restored 1 file or link of the image',
      'restored /etc/full/c.conf',
      'Cleaned up /etc: restored 1 file or link of the image',
      'restored /etc/blocked/c.conf',
      'kept\nlog',
      '',
    ].join('\n'),
  );
}, 600_000);
