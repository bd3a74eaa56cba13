// Small packages that do to /etc what real ones do: configuration in several versions, units, alternatives, diversions, links, folders of
// apt and PAM, users. For the campaign that looks for loss; all of them have a program that says their version.
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { indexFolder } from './repository-index.ts';

type LossDeb = {
  name: string;
  version: string;
  image?: true;
  control?: string;
  /** Paths without the first slash; those in etc/ are configuration. */
  files?: Record<string, string>;
  links?: Record<string, string>;
  scripts?: Record<string, string>;
};

const conf = (version: string): LossDeb => ({
  name: 'keep-conf', version, ...(version === '1.0' && { image: true as const }),
  files: { 'etc/keep-conf/main.conf': `version = ${version}\n`, 'etc/keep-conf/same.conf': 'always\n', ...(version !== '1.2' && { 'etc/keep-conf/old.conf': 'old\n' }) },
});

/** As debhelper has packages treat a unit: it is enabled unless somebody disabled it, and hidden while the package is removed. */
const unit = (name: string, version: string, isImage: boolean): LossDeb => ({
  name, version, ...(isImage && { image: true as const }),
  files: {
    [`usr/lib/systemd/system/${name}.service`]: `[Unit]\nDescription=${name}\n[Service]\nExecStart=/usr/bin/${name}\n[Install]\nWantedBy=multi-user.target\n`,
    [`etc/default/${name}`]: `OPTIONS="${version}"\n`,
    [`etc/init.d/${name}`]: '#!/bin/sh\nexit 0\n',
  },
  scripts: {
    postinst: `deb-systemd-helper unmask ${name}.service >/dev/null\nif deb-systemd-helper --quiet was-enabled ${name}.service; then deb-systemd-helper enable ${name}.service; else deb-systemd-helper update-state ${name}.service; fi >/dev/null`,
    postrm: `case $1 in remove) deb-systemd-helper mask ${name}.service ;; purge) deb-systemd-helper purge ${name}.service; deb-systemd-helper unmask ${name}.service ;; esac >/dev/null`,
  },
});

const alternative = (name: string, priority: string, isImage: boolean): LossDeb => ({
  name, version: '1.0', ...(isImage && { image: true as const }),
  scripts: {
    postinst: `update-alternatives --install /usr/bin/keep-view keep-view /usr/bin/${name} ${priority}`,
    prerm: `[ "$1" = upgrade ] || update-alternatives --remove keep-view /usr/bin/${name}`,
  },
});

const links = (version: string, target: string): LossDeb => ({
  name: 'keep-links', version, ...(version === '1.0' && { image: true as const }),
  files: { 'etc/keep-links.d/README': 'read me\n' },
  links: { 'usr/share/keep-links/state': '/etc/keep-links.d' },
  scripts: { postinst: `ln -sfn ${target} /etc/keep-links.d/active`, postrm: '[ "$1" != purge ] || rm -f /etc/keep-links.d/active' },
});

const DIVERT = '--package keep-divert --rename --divert /etc/keep-conf/main.conf.distrib';
const LOSS_DEBS: readonly LossDeb[] = [
  conf('1.0'), conf('1.1'), conf('1.2'),
  unit('keep-unit', '1.0', true), unit('keep-unit', '1.1', false), unit('keep-daemon', '1.0', false), unit('keep-daemon', '1.1', false),
  alternative('keep-pager', '10', true), alternative('keep-viewer', '90', false),
  links('1.0', 'README'), links('1.1', '../keep-conf/main.conf'),
  { name: 'keep-gone', version: '1.0', image: true, files: { 'etc/keep-gone.conf': 'gone\n', 'etc/cron.d/keep-gone': '# nothing\n' } },
  { name: 'keep-heir', version: '1.0', control: 'Conflicts: keep-gone\nReplaces: keep-gone\nProvides: keep-gone\n', files: { 'etc/keep-gone.conf': 'heir\n' } },
  {
    name: 'keep-divert', version: '1.0', files: { 'etc/keep-conf/main.conf.divert': 'diverted\n' },
    scripts: {
      postinst: `[ "$1" = configure ] || exit 0\ndpkg-divert --quiet ${DIVERT} --add /etc/keep-conf/main.conf\nmkdir -p /etc/keep-conf; ln -sfn main.conf.divert /etc/keep-conf/main.conf`,
      prerm: `[ "$1" = remove ] || exit 0\nrm -f /etc/keep-conf/main.conf\ndpkg-divert --quiet ${DIVERT} --remove /etc/keep-conf/main.conf`,
    },
  },
  { name: 'keep-apt', version: '1.0', files: { 'etc/apt/apt.conf.d/70keep-apt': '// keep-apt\n', 'etc/pam.d/keep-apt': '# keep-apt\n', 'etc/dpkg/dpkg.cfg.d/keep-apt': '# keep-apt\n' } },
  { name: 'keep-user', version: '1.0', files: { 'etc/keep-user/main.conf': 'user\n' }, scripts: { postinst: "grep -q '^_keepuser:' /etc/passwd || useradd --system --no-create-home _keepuser" } },
];

/** A folder with `loss/{Packages,pool}`, and the paths of those of the image. */
export async function ensureLossDebs(): Promise<{ folder: string; image: string[] }> {
  const key = shortHash(readFileSync(import.meta.filename));
  const folder = await cached(`repository/loss-${key}`, 'packages that can lose something', async (partial) => {
    const pool = join(partial, 'loss/pool');
    mkdirSync(pool, { recursive: true });
    for (const deb of LOSS_DEBS) await build(deb, join(partial, 'build', `${deb.name}-${deb.version}`), join(pool, nameOf(deb)));
    rmSync(join(partial, 'build'), { recursive: true });
    await indexFolder(partial, 'loss');
  });
  return { folder, image: LOSS_DEBS.filter(({ image }) => image).map((deb) => join(folder, 'loss/pool', nameOf(deb))) };
}

function nameOf({ name, version }: LossDeb): string {
  return `${name}_${version}_all.deb`;
}

async function build({ name, version, control = '', files = {}, links: symbolic = {}, scripts = {} }: LossDeb, root: string, deb: string): Promise<void> {
  const all: Record<string, string> = {
    ...files,
    [`usr/bin/${name}`]: `#!/bin/sh\necho ${name} ${version}\n`,
    // Debian's policy 12.5; doctor knows by it what is there.
    [`usr/share/doc/${name}/copyright`]: 'Public domain.\n',
    'DEBIAN/control': `Package: ${name}\nVersion: ${version}\nArchitecture: all\nMaintainer: Testbed <testbed@example.org>\n${control}Description: can lose something\n`,
    'DEBIAN/conffiles': Object.keys(files).filter((path) => path.startsWith('etc/')).map((path) => `/${path}\n`).join(''),
    ...Object.fromEntries(Object.entries(scripts).map(([script, text]) => [`DEBIAN/${script}`, `#!/bin/sh\nset -e\n${text}\n`])),
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), text.startsWith('#!') ? 0o755 : 0o644);
  }
  for (const [path, target] of Object.entries(symbolic)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  await command('chmod', ['-R', 'u=rwX,go=rX', root]);
  await command('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, deb], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
}
