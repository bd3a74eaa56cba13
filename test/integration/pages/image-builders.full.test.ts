// docs/image-builders.md, executed: each Containerfile line by line in what looks like a build, then the images as hosts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { buildImage } from '../../documents/recipes/build-image.ts';
import { buildPage } from '../../documents/recipes/build-page.ts';
import { openSite, readPage, type Site } from '../../documents/recipes/build-site.ts';
import { parseContainerfile } from '../../documents/recipes/containerfile.ts';
import { deployImage } from '../../documents/recipes/deploy-image.ts';
import { blockText } from '../../documents/recipes/markdown.ts';
import { boot, start } from '../../testbed/hosts/boot.ts';
import type { PlainKind } from '../../testbed/hosts/plain.ts';
import { ensureRealPackages } from '../../testbed/packages/real-packages.ts';
import { ensureRootfs, SUITES, type Suite } from '../../testbed/hosts/rootfs.ts';
import { productDeb } from '../guarded-host.ts';

const page = readPage('image-builders.md');
const debian = page.filter(({ section }) => !['From an overlay to the image', 'Fedora', 'The image as a host'].includes(section));

/** What the guard says, and a configuration that is wrong; nobody else begins a line so. */
const GUARD = /^(error|notice|hint|warning): .*$/m;
/** The page is for users with sudo; here is nobody but root. */
const SUDO = 'sudo() { env "$@"; }';
const UPDATE = 'apt-get -qq update; export DEBIAN_FRONTEND=noninteractive';

describe.each(SUITES)('Debian, %s', (suite) => {
  it('builds what the page says, without a word of the guard; the image as a host refuses', async () => {
    const site = await openDebian(suite);
    try {
      const said = await buildPage(debian, site);
      expect([...said.keys()]).toEqual(['host:1', 'host:2', 'database:1', 'scratch:1'].map((name) => `registry.example/${name}`));
      for (const text of said.values()) expect(text).not.toMatch(GUARD);
      await expectContents(site);
      await expectWords(site);
      await expectOverlaidBuild(site);
      await expectHost(site);
    } finally {
      await site.close();
    }
  }, 900_000);
});

async function openDebian(suite: Suite): Promise<Site> {
  const real = await ensureRealPackages(suite, await ensureRootfs(suite), ['strace', 'make', 'jq']);
  const site = await openSite({ base: 'registry.example/debian-bootc:13', root: { suite }, repositories: [real], files: [productDeb()] });
  const sources = join(site.folder, 'sources.list.d');
  mkdirSync(sources);
  writeFileSync(join(sources, 'debian.list'), site.repository.sources('build', [suite]).replace(/^deb-src.*\n/m, ''));
  return { ...site, binds: [[sources, '/etc/apt/sources.list.d']] };
}

async function expectContents(site: Site): Promise<void> {
  const first = await inTree(site, 'host:1', 'image-build', 'readlink -f /var/lib/dpkg; dpkg-query -W -f \'${db:Status-Abbrev}${Package}\\n\' apt-image-based strace');
  expect(first).toBe('/usr/lib/sysimage/dpkg\nii apt-image-based\nii strace\n');
  expect(await inTree(site, 'host:2', 'image-build', 'site-tool; command -v make || echo none')).toBe('a tool of this site\nnone\n');
  expect(site.images.get('registry.example/host:2')?.env).toEqual({});
  expect(await inTree(site, 'database:1', 'image-build', 'dpkg-query -W -f \'${db:Status-Abbrev}${Package}\\n\' jq')).toBe('ii jq\n');
}

/** The configurations hold on hosts of these images, and the check in the build does not pass a wrong one. */
async function expectWords(site: Site): Promise<void> {
  const check = 'usr-overlay check --explain | grep -E "^(configuration|documentation|Packages|The database)"';
  expect(await inTree(site, 'host:2', 'read-only-bind', check)).toContain('Packages come with the image: ask the platform team for more.\ndocumentation: https://wiki.example/image\n');
  expect(await inTree(site, 'database:1', 'read-only-bind', check)).toContain('The database team adds packages on Thursdays.\ndocumentation: https://wiki.example/image\n');
  expect(await inTree(site, 'database:1', 'read-only-bind', 'usr-overlay up --dry-run --verbose | head -n 1')).toContain('1G');
  expect(await inTree(site, 'scratch:1', 'read-only-bind', 'usr-overlay check; echo $?')).toBe('allow: the guard was switched off by the administrator\n0\n');
  const wrong = parseContainerfile(`FROM registry.example/host:1\nRUN echo 'polcy = "off"' >/etc/apt-image-based/config.toml\n${lintLines()}`);
  await expect(buildImage(wrong, site)).rejects.toThrow('the build failed: exit 1');
}

function lintLines(): string {
  return blockText(page, 'Checks at the end of the build', 'containerfile');
}

/** Builds with an overlay of their own on /usr. In a chroot the guard is silent; with an own process 1 it speaks, unless it is switched off. */
async function expectOverlaidBuild(site: Site): Promise<void> {
  const job = `${UPDATE}
mkdir /run/work; mount -t tmpfs tmpfs /run/work; cd /run/work; mkdir tree upper work usr-upper usr-work
mount -t overlay -o lowerdir=/,upperdir=upper,workdir=work overlay tree
mount -t overlay -o lowerdir=/usr,upperdir=usr-upper,workdir=usr-work overlay tree/usr
mount -t proc proc tree/proc; mount --bind /dev tree/dev; mount --bind /etc/apt/sources.list.d tree/etc/apt/sources.list.d
in_own_namespace() { unshare --mount --pid --fork sh -c 'cd tree; mount -t proc proc proc; mount --no-mtab --move . /; exec chroot . "$@"' in "$@"; }
count() { "$@" 2>&1 | grep -cE '^(error|notice): '; }
count chroot tree apt-get install -y jq; count in_own_namespace apt-get install -y make; count env APT_IMAGE_BASED=off chroot tree apt-get -y remove make
in_own_namespace dpkg-query -W -f '\${Package} \${db:Status-Status}\n' jq
APT_IMAGE_BASED=off; export APT_IMAGE_BASED; count in_own_namespace apt-get install -y make; in_own_namespace make --version | grep -c "^GNU Make"`;
  expect(await inTree(site, 'host:2', 'writable', job)).toBe('0\n1\n0\njq installed\n0\n1\n');
}

async function inTree(site: Site, name: string, kind: PlainKind, job: string): Promise<string> {
  const disk = site.images.get(`registry.example/${name}`)?.path ?? '';
  const container = kind === 'image-build' ? { container: 'podman' } : {};
  const { stdout, stderr } = await start({ kind, rootfs: site.rootfs, disk, cmdline: 'root=/dev/vda rw', ...container }, { job, binds: site.binds });
  return stdout + stderr;
}

/** A host that was installed from an image with the database in /var, and boots this one now. */
async function expectHost(site: Site): Promise<void> {
  const folder = join(site.folder, 'host');
  const sysroot = await deployImage(site.images.get('registry.example/host:1'), site.rootfs, folder);
  await boot({ sysroot, job: 'rm /var/lib/dpkg; cp -a /usr/lib/sysimage/dpkg /var/lib/dpkg' });
  const { stdout } = await boot({ sysroot, binds: site.binds, timeout: 240_000, job: `${SUDO}\npodman() { :; }\n${UPDATE}
readlink -f /var/lib/dpkg; cd /var/tmp
apt-get install -y jq >/dev/null 2>/run/err; echo "exit $?"; grep -vE '^(E|W): ' /run/err | sed 2q; grep '^documentation' /run/err
${blockText(page, 'The image as a host', 'sh')}
echo "exit $?"
usr-overlay >/dev/null; usr-overlay status --json | grep -c '"/var/lib/dpkg"'; apt-get install -y make >/dev/null 2>&1; dpkg-query -W -f '\${Package}\\n' make
echo FROM registry.example/host:1 >Containerfile
${blockText(page, 'From an overlay to the image', 'sh')}
usr-overlay down >/dev/null; command -v make; echo '== Containerfile'; cat Containerfile` });
  const [told = '', containerfile = ''] = stdout.split('== Containerfile\n');
  expect(told).toContain(`/usr/lib/sysimage/dpkg\nexit 100\n${REFUSAL}\nPackages come with the image: ask the platform team for more.\ndocumentation: https://wiki.example/image\n`);
  expect(told).toMatch(/\nverdict: +refuse \(rule image-locked: [^]*\nexit 10\n0\nmake\n$/);
  const { image, said } = await buildImage(parseContainerfile(containerfile), site);
  expect(said).not.toMatch(GUARD);
  site.images.set('registry.example/host:3', image);
  expect(await inTree(site, 'host:3', 'image-build', 'command -v make')).toBe('/usr/bin/make\n');
}
