// Overlays on single folders over boots: what `make install` and pip write stays, under another image, too, and packages stay refused.
import { expect, it } from '@jest/globals';
import { quick, rows } from '../scope.ts';
import { onHost } from '../persist/persist-host.ts';

/** Writes what a `make install` and a `pip install --prefix` do: programs, a library with its link, a folder for each package, a script's cache. */
const WRITE = `make_install() {
  mkdir -p /var/src && cd /var/src
  printf 'prefix = /usr/local\\ninstall:\\n\\tinstall -D -m 755 tool $(prefix)/bin/tool\\n\\tinstall -D -m 644 tool.1 $(prefix)/share/man/man1/tool.1\\n\\tln -sf tool $(prefix)/bin/tool-link\\n' >Makefile
  printf '#!/bin/sh\\necho made\\n' >tool; echo manual >tool.1
  if command -v make >/dev/null; then make -s install; else command install -D -m 755 tool /usr/local/bin/tool && command install -D -m 644 tool.1 /usr/local/share/man/man1/tool.1 && ln -sf tool /usr/local/bin/tool-link; fi
  cd /
}
pip_install() {
  site=/usr/local/lib/python3.99/dist-packages
  mkdir -p $site/wheel/__pycache__ $site/wheel-1.dist-info && echo module >$site/wheel/__init__.py && echo cache >$site/wheel/__pycache__/c.pyc && echo RECORD >$site/wheel-1.dist-info/RECORD
  # pip replaces a package: it moves the old one aside and writes the new one.
  mv $site/wheel $site/~heel && mkdir $site/wheel && echo newer >$site/wheel/__init__.py && rm -r $site/~heel
}
works() { state; /usr/local/bin/tool-link 2>/dev/null || echo gone; cat /usr/local/lib/python3.99/dist-packages/wheel/__init__.py 2>/dev/null || echo 'no wheel'; }
apt_refuses() { apt-get -y install tiny-install >/dev/null 2>/run/apt.err; echo "apt $?"; grep -c 'read-only /usr detected' /run/apt.err; usr-overlay check >/dev/null; echo "check $?"; }
`;
const ON = ['read-only', 'made', 'newer'];
const OFF = ['read-only', 'gone', 'no wheel'];
const REFUSED = ['apt 100', '1', 'check 10'];
const UP = ['A read/write overlayfs is now mounted on /usr/local, and each boot mounts it again', 'When a new image brings a file of the same name, yours is kept apart, and the rest stays. The rest of /usr stays read-only, and packages stay refused.'];
const REMOVED = 'The overlay on /usr/local was removed; all changes made in it were discarded';

/** Shell text that makes another image of a tree with these files in /usr/local. */
const NEXT = `brings() {
  mount -o remount,rw /sysroot 2>/dev/null
  ref=$(ostree refs | head -n 1); rm -rf /var/tree; mkdir -p /var/tree/usr/local/bin /var/tree/usr/local/lib/python3.99/dist-packages/image
  mkdir -p /var/tree/usr/local/include; echo image >/var/tree/usr/local/include/image.h
  printf '#!/bin/sh\necho image\n' >/var/tree/usr/local/bin/tool; chmod 755 /var/tree/usr/local/bin/tool; echo image >/var/tree/usr/local/lib/python3.99/dist-packages/image/__init__.py
  ostree commit -b "$ref" --tree=ref="$ref" --tree=dir=/var/tree --owner-uid=0 --owner-gid=0 --timestamp='2026-01-01 00:00:00' >/dev/null 2>&1 || echo 'no commit'
  ostree admin deploy --os="$(ostree admin status | awk '/^\\*/ { print $2 }')" "$ref" >/dev/null 2>&1 || echo 'no deployment'
}
`;

const HOSTS = [quick(['trixie', 'locked']), ['forky', 'locked'], quick(['forky-composefs', 'locked'])] as const;

it.each(rows(HOSTS))('%s, %s: /usr/local for good, over boots and another image', async (variant, state) => {
  await onHost({ variant, state }, async (boot) => {
    const job = (text: string): Promise<string[]> => boot(`${WRITE}${NEXT}${text}`);
    expect(await job(`touch /usr/local/x 2>/dev/null || echo denied; usr-overlay up --only /usr/local --persist; make_install; pip_install; works; rmdir /usr/local/include; mkdir /usr/local/include; echo mine >/usr/local/include/mine.h; apt_refuses; usr-overlay up --only /usr/local --persist; usr-overlay status --json | grep -A 5 '"only"' | grep -e path -e persistence -e mounted`)).toEqual([
      'denied', ...UP, ...ON, ...REFUSED, '/usr/local is already writable through an overlay: each boot mounts it again', '      "path": "/usr/local",', '      "persistence": "persistent",', '      "mounted": true,',
    ]);
    expect(await job('works; apt_refuses; cat /run/boot.err; usr-overlay status | grep "^/usr/local" | cut -d , -f 1-2; brings')).toEqual([...ON, ...REFUSED, '/usr/local:     persistent, read/write: each boot mounts it again']);
    // The image's program is in its place, the old one is kept, and what the image lacks stays.
    expect(await job(`works; cut -d ' ' -f 2- /run/boot.err; cat /usr/local/lib/python3.99/dist-packages/image/__init__.py /usr/local/include/mine.h /usr/local/include/image.h; ls -A /usr/local/include | grep -c anew; usr-overlay kept | grep -c /usr/local/bin/tool; usr-overlay kept --restore /usr/local/bin/tool >/dev/null; /usr/local/bin/tool; apt_refuses`)).toEqual([
      'read-only', 'image', 'newer', expect.stringContaining('this image brings its own files in place of 1 in the overlay on /usr/local, which are kept (/usr/local/bin/tool)'), 'image', 'mine', 'image', '0', '1', 'made', ...REFUSED,
    ]);
    expect(await job(`works; cat /run/boot.err; usr-overlay down --only /usr/local; works; ls /var/lib/apt-image-based; usr-overlay log | grep -e ^on -e ^state | cut -d , -f 1; grep -c usr-overlay /proc/self/mountinfo`)).toEqual([...ON, REMOVED, 'read-only', 'gone', 'no wheel', 'kept', 'log', 'on:             /usr/local', 'state:          removed by usr-overlay down', '0']);
  });
}, 900_000);

it.each(rows([quick(['trixie', 'locked']), ['bookworm', 'read-only-bind'], quick(['forky-composefs', 'locked'])] as const))('%s, %s: until the next reboot, and beside an overlay on all of /usr', async (variant, state) => {
  await onHost({ variant, state }, async (boot) => {
    const job = (text: string): Promise<string[]> => boot(`${WRITE}${text}`);
    expect(await job(`usr-overlay up --only /usr/local; make_install; pip_install; works; apt_refuses; usr-overlay up --only /usr/local --persist 2>&1; usr-overlay up 2>/dev/null | head -n 1; works; usr-overlay down --only /usr/local 2>&1; usr-overlay up --only /usr/local 2>&1; usr-overlay down | head -n 1; works; usr-overlay down; cd /usr/local; usr-overlay down --only /usr/local 2>&1 | cut -c 1-47; cd /; usr-overlay down --only /usr/local; works; grep -c usr-overlay /proc/self/mountinfo; ls /run/apt-image-based | grep only; usr-overlay up --only /usr/local >/dev/null; make_install`)).toEqual([
      'A read/write overlayfs is now mounted on /usr/local', 'All changes there will be discarded on reboot.', ...ON, ...REFUSED,
      'error: a temporary overlay is on /usr/local; first run: `usr-overlay down --only /usr/local`',
      'A read/write overlayfs is now mounted on /usr', 'writable', 'made', 'newer',
      'error: an overlay is on all of /usr; first run: `usr-overlay down`',
      '/usr/local is already writable through an overlay: all changes there will be discarded on reboot',
      'The overlay on /usr was removed; all changes made in it were discarded.', ...ON,
      'No overlay is on /usr, so there is nothing to remove.',
      'error: the overlay on /usr/local is in use (umo',
      REMOVED, ...OFF, '0',
    ]);
    expect(await job('works; ls /var/lib/apt-image-based 2>/dev/null | grep only')).toEqual(OFF);
  });
}, 600_000);
