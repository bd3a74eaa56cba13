// What looks like a Fedora to a build and to a user: dnf 5 on Debian's file system, and rpms for what Fedora's own packages provide.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../testbed/command.ts';
import { DNF_PACKAGES } from '../../testbed/hosts/dnf-rootfs.ts';
import { buildRpm } from '../../testbed/packages/rpm-build.ts';
import { ensureTinyRpms } from '../../testbed/packages/tiny-rpms.ts';
import { buildImage } from './build-image.ts';
import { openSite, type Site } from './build-site.ts';
import { parseContainerfile } from './containerfile.ts';

export const FEDORA = 'registry.example/fedora-bootc:43';

/** What Fedora has and Debian's dnf and rpm are told: the place of the database, `dnf` for dnf 5 and its library, a release, no plugin `local`. */
const BASE = `FROM registry.example/debian-with-dnf
RUN mkdir -p /usr/lib/sysimage && mv /var/lib/rpm /usr/lib/sysimage/rpm && sed -i 's|%_dbpath .*|%_dbpath /usr/lib/sysimage/rpm|' /etc/rpm/macros.testbed
RUN ln -sf dnf5 /usr/bin/dnf && mkdir -p /etc/dnf/vars && echo 1 >/etc/dnf/vars/releasever && sed -i 's/^enabled = .*/enabled = 0/' /etc/dnf/libdnf5-plugins/local.conf
RUN dnf install -y libdnf5
`;

/** A site with the image FEDORA, where `dnf` installs what the product's .rpm needs. */
export async function openFedora(rpm: string): Promise<Site> {
  const site = await openDnfSite(rpm);
  site.images.set(FEDORA, (await buildImage(parseContainerfile(BASE), site)).image);
  return site;
}

async function openDnfSite(rpm: string): Promise<Site> {
  const tiny = await ensureTinyRpms();
  const root = { suite: 'forky', extra: DNF_PACKAGES.forky, install: [join(tiny, 'image.deb')] } as const;
  const site = await openSite({ base: 'registry.example/debian-with-dnf', root, repositories: [tiny], files: [rpm] });
  const [repos, extra] = [join(site.folder, 'repos'), join(site.folder, 'extra')];
  for (const folder of [repos, extra]) mkdirSync(folder);
  for (const name of ['strace', 'libdnf5', 'libdnf5-plugin-actions']) await buildRpm({ name, version: '6.16' }, join(extra, name));
  // What Fedora's own packages provide, and Debian's file system has without a word of it in rpm's database.
  await buildStandIn(await needsOf(rpm), extra);
  await command('createrepo_c', ['--quiet', extra]);
  const repo = (name: string, url: string): string => `[${name}]\nname=${name}\nbaseurl=${url}\nenabled=1\ngpgcheck=0\n`;
  writeFileSync(join(repos, 'page.repo'), repo('tiny', `${site.repository.url}/build/rpm/`) + repo('extra', 'file:///run/extra'));
  return { ...site, binds: [[repos, '/etc/yum.repos.d'], [extra, '/run/extra']] };
}

async function needsOf(rpm: string): Promise<string[]> {
  const lines = (await command('rpm', ['--query', '--package', '--requires', rpm])).split('\n');
  // Those with a condition, in parentheses, cannot be provided: the packages that they name are built.
  return [...new Set(lines.filter((line) => !/^((rpmlib|config)?\(|$)/.test(line)).map((line) => line.replace('>=', '=')))];
}

async function buildStandIn(provided: readonly string[], folder: string): Promise<void> {
  const head = ['Name: fedora-stand-in', 'Version: 1', 'Release: 1', 'Summary: stand-in', 'License: none', 'BuildArch: noarch'];
  const spec = join(folder, 'stand-in.spec');
  writeFileSync(spec, [...head, ...provided.map((name) => `Provides: ${name}`), '%description', 'Stand-in.', '%files', ''].join('\n'));
  await command('rpmbuild', ['--quiet', '--define', `_topdir ${folder}/top`, '--define', `_rpmdir ${folder}`, '-bb', spec]);
}
