// The .rpm's life with Debian's rpm: installed, at work, erased without a trace.
import { expect, it } from '@jest/globals';
import { REFUSAL } from '../../src/render/refusal.ts';
import { count, onDnfHost } from './dnf-host.ts';
import { productRpm } from './guarded-host.ts';
import { rows } from './scope.ts';

it.each(rows(['trixie', 'forky'] as const, [1]))('%s: the .rpm installs, its plugin and its actions work, and erasing it leaves nothing', async (variant) => {
  const { stdout, stderr } = await onDnfHost(
    { variant, state: 'writable', install: [] },
    `list() { find / -xdev \\( -path /proc -o -path /run -o -path /var -o -path /tmp -o -path /dev \\) -prune -o -print | LC_ALL=C sort; }
mkdir -p /usr/share/licenses; [ ! -e /usr/bin/dnf5 ] || : >/etc/dnf/libdnf5-plugins/actions.d/other
list >/run/before; say install rpm --nodeps -i /run/package.rpm; say verify rpm -V --nodeps apt-image-based
mount --bind /usr /usr; mount -o remount,bind,ro /usr
say dnf4 dnf4 --setopt=pluginpath=$(echo /usr/lib/python3.*/site-packages/dnf-plugins | tr ' ' ,) -y install rpm-install
[ ! -e /usr/bin/dnf5 ] || say dnf5 dnf5 -y install rpm-install
umount -l /usr; say erase rpm -e apt-image-based; list | diff /run/before - && echo same`,
    { binds: [[productRpm(), '/run/package.rpm']] },
  );
  expect(stdout).toBe(`install 0\nverify 0\ndnf4 1\n${variant === 'forky' ? 'dnf5 1\n' : ''}erase 0\nsame\n`);
  expect(count(stderr, REFUSAL)).toBe(variant === 'forky' ? 2 : 1);
}, 300_000);
