// The .rpm: what it says of itself; and its life with Debian's rpm: installed, at work, erased without a trace.
import { execFileSync } from 'node:child_process';
import { beforeAll, expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { count, onDnfHost } from '../dnf-host.ts';
import { productRpm } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

let rpm: string;

beforeAll(() => {
  rpm = productRpm();
}, 300_000);

const query = (...words: readonly string[]): string[] => execFileSync('rpm', ['--query', '--package', ...words, rpm], { encoding: 'utf8' }).trim().split('\n');

it('requires what its hooks call, and the plugin by which dnf 5 calls them', () => {
  expect(query('--requires')).toEqual(expect.arrayContaining(['coreutils', 'grep', 'util-linux >= 2.38', '(libdnf5-plugin-actions if libdnf5)']));
});

it('names what is bundled in it, with its licences', () => {
  expect(query('--provides')).toEqual(expect.arrayContaining([expect.stringMatching(/^bundled\(nodejs\) = \d/), expect.stringMatching(/^bundled\(openssl\) = 3/), expect.stringMatching(/^bundled\(nodejs-smol-toml\) = \d/)]));
  const [tag = ''] = query('--queryformat', '%{license}');
  expect(tag.split(' AND ')).toEqual(expect.arrayContaining(['Apache-2.0', 'BSD-3-Clause', 'ISC', 'MIT', 'Unicode-3.0', 'Zlib']));
  expect(query('--licensefiles')).toEqual(['/usr/share/licenses/apt-image-based/LICENSE', '/usr/share/licenses/apt-image-based/copyright']);
});

it("has dnf 4's plugin for each Python that Fedora and RHEL have it in", () => {
  const pythons = query('--list').flatMap((path) => /^\/usr\/lib\/python(3\.\d+)\/site-packages\/dnf-plugins\/apt_image_based\.py$/.exec(path)?.[1] ?? []);
  expect(pythons).toEqual(['3.12', '3.13', '3.14', '3.15', '3.9']);
});

it.each(rows(['trixie', quick('forky')]))('%s: the .rpm installs, its plugin and its actions work, and erasing it leaves nothing', async (variant) => {
  const { stdout, stderr } = await onDnfHost(
    { variant, state: 'writable', install: [] },
    `list() { find / -xdev \\( -path /proc -o -path /run -o -path /var -o -path /tmp -o -path /dev \\) -prune -o -print | LC_ALL=C sort; }
mkdir -p /usr/share/licenses; [ ! -e /usr/bin/dnf5 ] || : >/etc/dnf/libdnf5-plugins/actions.d/other
list >/run/before; say install rpm --nodeps -i /run/package.rpm; say verify rpm -V --nodeps apt-image-based
grep -r common-licenses /usr/share/licenses/apt-image-based; systemctl enable usr-overlay.service
mount --bind /usr /usr; mount -o remount,bind,ro /usr
say dnf4 dnf4 --setopt=pluginpath=$(echo /usr/lib/python3.*/site-packages/dnf-plugins | tr ' ' ,) -y install rpm-install
[ ! -e /usr/bin/dnf5 ] || say dnf5 dnf5 -y install rpm-install
umount -l /usr; say erase rpm -e apt-image-based; list | diff /run/before - && echo same`,
    { binds: [[rpm, '/run/package.rpm']] },
  );
  expect(stdout).toBe(`install 0\nverify 0\ndnf4 1\n${variant === 'forky' ? 'dnf5 1\n' : ''}erase 0\nsame\n`);
  expect(count(stderr, REFUSAL)).toBe(variant === 'forky' ? 2 : 1);
}, 300_000);
