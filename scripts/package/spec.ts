// This file fills in packaging/apt-image-based.spec, mostly from the package's content.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureNodePackage } from '../build/node-package.ts';
import { fromRoot, version } from '../paths.ts';
import type { Target } from '../target.ts';
import { bundledPackages, bundledProvides, nodeVersions, readMetafile } from './bundled.ts';
import { maintainer, rpmChangelog } from './changelog.ts';
import type { Entry } from './entry.ts';
import { licenceTag } from './licence-tag.ts';
import { nodeLicences } from './node-licences.ts';
import { unitsToEnable } from './units.ts';

/** `stage` is the folder that holds the entries. */
export function specText(entries: readonly Entry[], target: Target, stage: string, epoch: number): string {
  const packages = bundledPackages(readMetafile());
  const values: Record<string, string> = {
    VERSION: version,
    LICENSE: licenceTag(['Apache-2.0', ...nodeLicences(readFileSync(join(ensureNodePackage(target), 'LICENSE'), 'utf8')), ...packages.map(({ license }) => license)]),
    BUNDLED: bundledProvides(packages, nodeVersions()).map((provide) => `Provides: ${provide}`).join('\n'),
    MAINTAINER: maintainer,
    STAGE: stage,
    SCRIPTLETS: scriptlets(unitsToEnable(entries)),
    FILES: fileList(entries).join('\n'),
    CHANGELOG: rpmChangelog(readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), epoch),
  };
  return readFileSync(fromRoot('packaging/apt-image-based.spec'), 'utf8').replace(/@([A-Z]+)@/g, (mark, key: string) => values[key] ?? mark);
}

/**
 * Returns what %systemd_post becomes on Fedora (Debian's rpmbuild has no such macro), and %systemd_preun without its `--now`: stopping
 * usr-overlay.service would remove the overlay under the running dnf. Fedora's file triggers do the rest.
 */
export function scriptlets(units: readonly string[]): string {
  if (units.length === 0) return '';
  const helper = '/usr/lib/systemd/systemd-update-helper';
  const scriptlet = (name: string, count: number, program: string, words: string): string =>
    `%${name}\nif [ $1 -eq ${String(count)} ] && [ -x ${program} ]; then\n  ${program} ${words} ${units.join(' ')} || :\nfi\n`;
  return `${scriptlet('post', 1, helper, 'install-system-units')}\n${scriptlet('preun', 0, '/usr/bin/systemctl', '--no-reload disable')}`;
}

function fileList(entries: readonly Entry[]): string[] {
  const plugins = entries.filter(({ path }) => path.endsWith('/dnf-plugins/apt_image_based.py'));
  return [...entries.map(line), ...ownFolders(entries), ...plugins.flatMap(({ path }) => pluginFolders(path))];
}

function line(entry: Entry): string {
  const path = `/${entry.path}`;
  if (entry.kind === 'directory') return `%dir %attr(0755,root,root) ${path}`;
  if (entry.kind === 'link') return path;
  const kind = path.startsWith('/etc/') ? '%config(noreplace) ' : path.startsWith('/usr/share/licenses/') ? '%license ' : '';
  return `${kind}%attr(0${entry.mode.toString(8)},root,root) ${path}`;
}

/** Unlike dpkg, rpm leaves an empty folder behind that no package lists. */
function ownFolders(entries: readonly Entry[]): string[] {
  const parents = entries.filter(({ kind }) => kind === 'file').map(({ path }) => dirname(path));
  const folders = new Set(parents.flatMap((folder) => [dirname(folder), folder]));
  return [...folders].filter((folder) => /\/(apt-image-based(\/bin)?|libdnf5-plugins|actions\.d|bash-completion|completions|fish|vendor_completions\.d|zsh|site-functions)$|\.service\.d$/.test(folder)).map((folder) => `%dir %attr(0755,root,root) /${folder}`);
}

/** The folders of a Python that the host does not have, and what its Python compiled, are removed as well. */
function pluginFolders(path: string): string[] {
  const folder = `/${dirname(path)}`;
  const [, library = '', minor = ''] = /^(\/usr\/lib\/python3\.(\d+))/.exec(folder) ?? [];
  const owned = [library, `${library}/site-packages`, folder].map((name) => `%dir %attr(0755,root,root) ${name}`);
  const ghost = `%ghost %attr(0644,root,root) ${folder}/__pycache__/apt_image_based.cpython-3${minor}.pyc`;
  return [...owned, `%ghost %dir %attr(0755,root,root) ${folder}/__pycache__`, ghost];
}
