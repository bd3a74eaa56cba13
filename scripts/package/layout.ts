// This file says what the package holds and where. Everything shipped is named here or lies in a folder that is.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { assembleCanCompile } from '../build/can-compile.ts';
import { ensureNodePackage } from '../build/node-package.ts';
import { executableOf, fromRoot, name, version } from '../paths.ts';
import type { Target } from '../target.ts';
import { readMetafile } from './bundled.ts';
import { debianChangelog } from './changelog.ts';
import { completions } from './completions.ts';
import { renderCopyright } from './copyright.ts';
import { file, link, type Entry } from './entry.ts';

/** Returns the package's content sorted by path. `epoch` (seconds since 1970) dates the changelog. */
export function layout(epoch: number, target: Target): Entry[] {
  const doc = `usr/share/doc/${name}`;
  const changes = debianChangelog(readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), name, version, epoch);
  return sorted([
    ...commonFiles(target),
    ...filesOf('apt-conf').map((path) => file(configurationPath(path), readFileSync(fromRoot('apt-conf', path)))),
    // Without dnf these files do no harm, because nobody reads them.
    ...dnfFiles(['usr/lib/python3/dist-packages']),
    ...completions('vendor-completions'),
    file(`${doc}/copyright`, copyrightText(target, 'On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.')),
    file(`${doc}/changelog.gz`, gzip(changes)),
    file(`usr/share/lintian/overrides/${name}`, readFileSync(fromRoot('packaging/lintian-overrides'))),
  ]);
}

/** Returns the .rpm's content: the same without the files for apt and dpkg, in Fedora's places. */
export function rpmLayout(target: Target): Entry[] {
  return sorted([
    ...commonFiles(target).filter(({ path }) => !path.includes('/apt-daily-upgrade.service.d/')),
    ...dnfFiles(FEDORA_PYTHONS.map((python) => `usr/lib/python${python}/site-packages`)),
    ...completions('site-functions'),
    file(`usr/share/licenses/${name}/LICENSE`, readFileSync(fromRoot('LICENSE'))),
    file(`usr/share/licenses/${name}/copyright`, copyrightText(target, 'The full text is in the file LICENSE beside this one.')),
  ]);
}

/**
 * dnf 4 looks for plugins only in the site-packages of its own Python (dnf/const.py, PLUGINPATH), and one package without scriptlets
 * serves all releases: RHEL 9 and 10, Fedora 42, Fedora 43 and 44, Fedora 45. Nobody reads the folders of other Pythons.
 */
const FEDORA_PYTHONS = ['3.9', '3.12', '3.13', '3.14', '3.15'] as const;

/** These belong to the host's start and are no services to be chosen. */
const BOOT_UNITS = [['sysinit', 'persist'], ['sysinit', 'persist-start'], ['sysinit', 'put-back'], ['multi-user', 'persist-arrived']] as const;

function commonFiles(target: Target): Entry[] {
  return [
    file('usr/bin/usr-overlay', readFileSync(fromRoot('packaging/usr-overlay')), 0o755),
    file(`usr/libexec/${name}/usr-overlay`, readFileSync(fromRoot('packaging/start')), 0o755),
    file(`usr/libexec/${name}/can-compile`, assembleCanCompile(target), 0o755),
    file(`usr/libexec/${name}/bin/usr-overlay`, readFileSync(executableOf(target)), 0o755),
    link('usr/bin/usroverlay', 'usr-overlay'),
    ...filesOf('hooks').map((path) => shim(`usr/libexec/${name}/${path}`, fromRoot('hooks', path))),
    // A file in this folder switches the guard off.
    { kind: 'directory', path: `etc/${name}` },
    ...filesOf('packaging/systemd').map((path) => file(`usr/lib/systemd/system/${path}`, readFileSync(fromRoot('packaging/systemd', path)))),
    ...BOOT_UNITS.map(([target, unit]) => link(`usr/lib/systemd/system/${target}.target.wants/${name}-${unit}.service`, `../${name}-${unit}.service`)),
    file(`usr/lib/systemd/system-preset/80-${name}.preset`, readFileSync(fromRoot('packaging/preset'))),
    file(`usr/lib/tmpfiles.d/${name}.conf`, readFileSync(fromRoot('packaging/tmpfiles.conf'))),
    ...manualPages(),
    ...filesOf('docs').filter((path) => path.endsWith('.schema.json')).map((path) => file(`usr/share/doc/${name}/${path}`, readFileSync(fromRoot('docs', path)))),
  ];
}

/** `pythons` are where Python's third-party modules lie. dnf 5 reads actions only from its configuration's folder. */
function dnfFiles(pythons: readonly string[]): Entry[] {
  const source = (path: string): Buffer => readFileSync(fromRoot('dnf-plugin', path));
  return [
    ...pythons.map((folder) => file(`${folder}/dnf-plugins/apt_image_based.py`, source('apt_image_based.py'))),
    file(`etc/dnf/plugins/${name}.conf`, source(`${name}.conf`)),
    file(`etc/dnf/libdnf5-plugins/actions.d/${name}.actions`, source(`${name}.actions`)),
  ];
}

function sorted(entries: Entry[]): Entry[] {
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function copyrightText(target: Target, apache: string): string {
  return renderCopyright(readMetafile(), ensureNodePackage(target), apache);
}

// dpkg silently ignores a file in dpkg.cfg.d whose name has a dot. apt reads no file of share/ unasked.
function configurationPath(path: string): string {
  if (path.startsWith('share/')) return path.replace('share', `usr/share/${name}`);
  return path === 'dpkg.cfg' ? `etc/dpkg/dpkg.cfg.d/${name}` : `etc/apt/apt.conf.d/${path}`;
}

function manualPages(): Entry[] {
  const pages = filesOf('man').filter((path) => /\.[1-9]$/.test(path));
  const placed = pages.map((page) => file(`${manualFolder(page)}/${page}.gz`, gzip(readFileSync(fromRoot('man', page)))));
  const alias = pages.includes('usr-overlay.8') ? [link('usr/share/man/man8/usroverlay.8.gz', 'usr-overlay.8.gz')] : [];
  return [...placed, ...alias];
}

function manualFolder(page: string): string {
  return `usr/share/man/man${page.slice(-1)}`;
}

// Works as `gzip -9n`, because Node writes neither name nor time.
function gzip(content: Buffer | string): Buffer {
  return gzipSync(content, { level: 9 });
}

// A file in hooks/ without the executable bit is read by others instead of being run.
function shim(path: string, source: string): Entry {
  return file(path, readFileSync(source), (statSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
}

function filesOf(folder: string): string[] {
  const found = readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(fromRoot(folder).length + 1)).sort();
}
