// The Fedora part of docs/image-builders.md, executed with dnf 5 and the product's .rpm; Debian's file system stands in for Fedora's.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { REFUSAL } from '../../src/render/refusal.ts';
import { buildImage } from '../recipes/build-image.ts';
import { buildPage } from '../recipes/build-page.ts';
import { openSite, readPage, type Site } from '../recipes/build-site.ts';
import { parseContainerfile } from '../recipes/containerfile.ts';
import { deployImage } from '../recipes/deploy-image.ts';
import { boot } from '../testbed/boot.ts';
import { command } from '../testbed/command.ts';
import { DNF_PACKAGES } from '../testbed/dnf-rootfs.ts';
import { buildRpm } from '../testbed/rpm-build.ts';
import { ensureTinyRpms } from '../testbed/tiny-rpms.ts';

const page = readPage('image-builders.md').filter(({ section, name }) => section === 'Fedora' || name === 'config.toml');

/** Fedora's place of the database, which Debian's rpm is told. */
const BASE = `FROM registry.example/debian-with-dnf
RUN mkdir -p /usr/lib/sysimage && mv /var/lib/rpm /usr/lib/sysimage/rpm && sed -i 's|%_dbpath .*|%_dbpath /usr/lib/sysimage/rpm|' /etc/rpm/macros.testbed
`;

it('builds what the page says, without a word of the guard; the image as a host refuses', async () => {
  const rpm = productRpm();
  const site = await openFedora(rpm);
  try {
    site.images.set('registry.example/fedora-bootc:43', (await buildImage(parseContainerfile(BASE), site)).image);
    const said = (await buildPage(page, site)).get('registry.example/fedora-host:1') ?? '';
    expect(said).not.toMatch(/^(error|notice|hint|warning): /m);
    const folder = join(site.folder, 'host');
    mkdirSync(folder);
    const sysroot = await deployImage(site.images.get('registry.example/fedora-host:1'), site.rootfs, folder);
    const { stdout } = await boot({ sysroot, binds: site.binds, timeout: 240_000, job: `PATH=${site.path}
rpm -q apt-image-based strace | sed 's/-[0-9].*//'; dnf install -y rpm-install >/run/out 2>&1; echo "exit $?"
grep -A 1 -xF '${REFUSAL}' /run/out; grep -o '^documentation: .*' /run/out; command -v rpm-install` });
    expect(stdout).toBe(`apt-image-based\nstrace\nexit 1\n${REFUSAL}\nPackages come with the image: ask the platform team for more.\ndocumentation: https://wiki.example/image\n`);
  } finally {
    await site.close();
  }
}, 900_000);

function productRpm(): string {
  const script = join(import.meta.dirname, '../../scripts/package.ts');
  const env = { ...process.env, SOURCE_DATE_EPOCH: '1700000000', NODE_OPTIONS: '' };
  return execFileSync('node', [script, '--fast', '--rpm'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env }).trim().split('\n').at(-1) ?? '';
}

async function openFedora(rpm: string): Promise<Site> {
  const tiny = await ensureTinyRpms();
  const root = { suite: 'forky', extra: DNF_PACKAGES.forky, install: [join(tiny, 'image.deb')] } as const;
  const site = await openSite({ base: 'registry.example/debian-with-dnf', root, repositories: [tiny], files: [rpm] });
  const [repos, bin, extra] = ['repos', 'bin', 'extra'].map((name) => join(site.folder, name)) as [string, string, string];
  for (const folder of [repos, bin, extra]) mkdirSync(folder);
  await buildRpm({ name: 'strace', version: '6.16' }, join(extra, 'strace'));
  // What Fedora's own packages provide, and Debian's file system has without a word of it in rpm's database.
  await buildStandIn(await needsOf(rpm), extra);
  await command('createrepo_c', ['--quiet', extra]);
  const repo = (name: string, url: string): string => `[${name}]\nname=${name}\nbaseurl=${url}\nenabled=1\ngpgcheck=0\n`;
  writeFileSync(join(repos, 'page.repo'), repo('tiny', `${site.repository.url}/build/rpm/`) + repo('extra', 'file:///run/extra'));
  // Debian's dnf needs options that no Containerfile has.
  writeFileSync(join(bin, 'dnf'), '#!/bin/sh\nexec /usr/bin/dnf5 --releasever=1 --disable-plugin=local "$@"\n');
  chmodSync(join(bin, 'dnf'), 0o755);
  return { ...site, path: `/run/bin:${site.path}`, binds: [[repos, '/etc/yum.repos.d'], [bin, '/run/bin'], [extra, '/run/extra']] };
}

async function needsOf(rpm: string): Promise<string[]> {
  const lines = (await command('rpm', ['--query', '--package', '--requires', rpm])).split('\n');
  return [...new Set(lines.filter((line) => !/^(rpmlib|config)\(/.test(line)))];
}

async function buildStandIn(provided: readonly string[], folder: string): Promise<void> {
  const head = ['Name: fedora-stand-in', 'Version: 1', 'Release: 1', 'Summary: stand-in', 'License: none', 'BuildArch: noarch'];
  const spec = join(folder, 'stand-in.spec');
  writeFileSync(spec, [...head, ...provided.map((name) => `Provides: ${name}`), '%description', 'Stand-in.', '%files', ''].join('\n'));
  await command('rpmbuild', ['--quiet', '--define', `_topdir ${folder}/top`, '--define', `_rpmdir ${folder}`, '-bb', spec]);
}
