// The same for rpm: configuration of both kinds in several versions, plain files in /etc, a unit that a script enables.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { ensureTool } from '../tools.ts';

type LossRpm = { name: string; version: string; image?: true; /** Path to content. */ files: Record<string, string>; /** Beginning of the line in %files; of none: a plain file. */ config?: Record<string, string>; scripts?: string };

const WANTS = '/etc/systemd/system/multi-user.target.wants';
const conf = (version: string): LossRpm => ({
  name: 'keep-conf', version, ...(version === '1.0' && { image: true as const }),
  files: { '/etc/keep-conf/main.conf': `version = ${version}`, '/etc/keep-conf/hard.conf': `hard = ${version}`, '/etc/keep-conf/same.conf': 'always', ...(version === '1.0' && { '/etc/keep-conf/old.conf': 'old' }) },
  config: { '/etc/keep-conf/main.conf': '%config(noreplace) ', '/etc/keep-conf/hard.conf': '%config ', '/etc/keep-conf/same.conf': '%config ', '/etc/keep-conf/old.conf': '%config(noreplace) ' },
});
const unit = (name: string, version: string, isImage: boolean): LossRpm => ({
  name, version, ...(isImage && { image: true as const }),
  files: { [`/usr/lib/systemd/system/${name}.service`]: `[Service]\nExecStart=/usr/bin/${name}`, [`/etc/sysconfig/${name}`]: `OPTIONS="${version}"` },
  config: { [`/etc/sysconfig/${name}`]: '%config(noreplace) ' },
  scripts: `%post\n[ "$1" != 1 ] || { mkdir -p ${WANTS}; ln -sfn /usr/lib/systemd/system/${name}.service ${WANTS}/${name}.service; }\n%postun\n[ "$1" != 0 ] || rm -f ${WANTS}/${name}.service\n`,
});

const LOSS_RPMS: readonly LossRpm[] = [
  conf('1.0'), conf('1.1'), conf('1.2'),
  unit('keep-unit', '1.0', true), unit('keep-unit', '1.1', false), unit('keep-daemon', '1.0', false), unit('keep-daemon', '1.1', false),
  { name: 'keep-gone', version: '1.0', image: true, files: { '/etc/keep-gone.conf': 'gone', '/etc/cron.d/keep-gone': '# nothing' }, config: { '/etc/keep-gone.conf': '%config(noreplace) ' } },
  { name: 'keep-apt', version: '1.0', files: { '/etc/pam.d/keep-apt': '# keep-apt', '/etc/keep-apt.conf': 'apt' }, config: { '/etc/pam.d/keep-apt': '%config(noreplace) ' } },
];

/** A folder with `loss/{repodata,pool}`, and a .deb that brings those of the image with their database, which is in `database`. */
export async function ensureLossRpms(database: 'var' | 'usr'): Promise<{ folder: string; image: string }> {
  const folder = await cached(`repository/loss-rpm-${shortHash(readFileSync(import.meta.filename))}`, 'rpms that can lose something', async (partial) => {
    for (const tool of ['rpmbuild', 'createrepo_c'] as const) await ensureTool(tool);
    const [pool, work] = [join(partial, 'loss/pool'), join(partial, 'build')];
    for (const each of [pool, work]) mkdirSync(each, { recursive: true });
    for (const rpm of LOSS_RPMS) await build(rpm, work, pool);
    await command('createrepo_c', ['--quiet', join(partial, 'loss')]);
    const image = LOSS_RPMS.filter((rpm) => rpm.image).map(({ name, version }) => join(pool, `${name}-${version}.rpm`));
    for (const place of ['var', 'usr'] as const) await buildImageDeb(image, place, join(work, place), join(partial, `image-${place}.deb`));
    rmSync(work, { recursive: true });
  });
  return { folder, image: join(folder, `image-${database}.deb`) };
}

async function build({ name, version, files, config = {}, scripts = '' }: LossRpm, work: string, pool: string): Promise<void> {
  const all = { ...files, [`/usr/bin/${name}`]: `#!/bin/sh\necho ${name} ${version}` };
  const made = Object.entries(all).map(([path, text]) => `mkdir -p $(dirname %{buildroot}${path})\ncat >%{buildroot}${path} <<'END'\n${text}\nEND\n`).join('');
  // AutoReqProv, and no interpreter that rpm could miss: nothing in a Debian provides /bin/sh to it.
  const spec = `Name: ${name}\nVersion: ${version}\nRelease: 1\nSummary: can lose something\nLicense: Apache-2.0\nBuildArch: noarch\nAutoReqProv: no\nProvides: /bin/sh\n%description\nx\n%install\n${made}chmod 755 %{buildroot}/usr/bin/${name}\n%files\n${Object.keys(all).map((path) => `${config[path] ?? ''}${path}\n`).join('')}${scripts}`;
  writeFileSync(join(work, `${name}-${version}.spec`), spec);
  const defines = [`_topdir ${work}/top`, `_rpmdir ${work}/out`, '_build_name_fmt %{NAME}-%{VERSION}.rpm', '_binary_payload w9.gzdio', '_buildhost testbed'];
  await command('rpmbuild', ['--quiet', ...defines.flatMap((text) => ['--define', text]), '-bb', join(work, `${name}-${version}.spec`)], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
  for (const file of readdirSync(join(work, 'out')).filter((each) => each.endsWith('.rpm'))) copyFileSync(join(work, 'out', file), join(pool, file));
}

/** As an image build would: the packages' files, and the database that lists them. */
async function buildImageDeb(rpms: readonly string[], place: 'var' | 'usr', root: string, deb: string): Promise<void> {
  const folder = place === 'var' ? '/var/lib/rpm' : '/usr/lib/sysimage/rpm';
  await command('rpm', ['--root', root, '--define', `_dbpath ${folder}`, '--force-debian', '--nodeps', '--noscripts', '--install', ...rpms]);
  for (const each of ['DEBIAN', 'etc/rpm', 'etc/yum.repos.d', 'etc/sysconfig']) mkdirSync(join(root, each), { recursive: true });
  writeFileSync(join(root, 'DEBIAN/control'), 'Package: loss-rpm-image\nVersion: 1.0\nArchitecture: all\nMaintainer: Testbed <testbed@example.org>\nDescription: rpms of the image\n');
  // Debian 12's rpm would keep its database in ~/.rpmdb. Unsigned packages are all that there are here.
  writeFileSync(join(root, 'etc/rpm/macros.testbed'), `%_dbpath ${folder}\n%_pkgverify_level none\n`);
  await command('chmod', ['755', root]);
  await command('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, deb], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
}
