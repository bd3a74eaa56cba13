// Turns entries into an .rpm with rpmbuild, the same bytes every time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fromRoot, version } from '../paths.ts';
import type { Target } from '../target.ts';
import { maintainer, rpmChangelog } from './changelog.ts';
import type { Entry } from './entry.ts';
import { stageEntries } from './stage.ts';
import { unitsToEnable } from './units.ts';

export interface Rpm {
  readonly entries: readonly Entry[];
  readonly target: Target;
  readonly epoch: number;
  /** rpm's payload flags. */
  readonly compression: string;
}

export function writeRpm(output: string, { entries, target, epoch, compression }: Rpm): void {
  const work = mkdtempSync(join(tmpdir(), 'usr-overlay-rpm-'));
  try {
    const stage = join(work, 'stage');
    mkdirSync(stage);
    stageEntries(stage, entries, epoch);
    const spec = join(work, 'apt-image-based.spec');
    writeFileSync(spec, specText(entries, stage, epoch));
    const macros = [
      `_topdir ${work}/top`,
      `_rpmdir ${work}/out`,
      // Debian's rpmbuild would make a database in its caller's home.
      `_dbpath ${work}/db`,
      '_rpmfilename package.rpm',
      `_binary_payload ${compression}`,
      // What else would differ from build to build.
      '_buildhost localhost',
      'use_source_date_epoch_as_buildtime 1',
      'clamp_mtime_to_source_date_epoch 1',
    ];
    const defines = macros.flatMap((text) => ['--define', text]);
    execFileSync('rpmbuild', ['--quiet', '--target', target.rpm, ...defines, '-bb', spec], {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    mkdirSync(dirname(output), { recursive: true });
    const unfinished = `${output}.${String(process.pid)}`;
    execFileSync('cp', [join(work, 'out/package.rpm'), unfinished]);
    renameSync(unfinished, output);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function specText(entries: readonly Entry[], stage: string, epoch: number): string {
  const values: Record<string, string> = {
    VERSION: version,
    MAINTAINER: maintainer,
    STAGE: stage,
    SCRIPTLETS: scriptlets(unitsToEnable(entries)),
    FILES: fileList(entries).join('\n'),
    CHANGELOG: rpmChangelog(readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), epoch),
  };
  return readFileSync(fromRoot('packaging/apt-image-based.spec'), 'utf8').replace(/@([A-Z]+)@/g, (mark, key: string) => values[key] ?? mark);
}

/** What %systemd_post and %systemd_preun become on Fedora; Debian's rpmbuild does not have them. The rest is done by Fedora's file triggers. */
function scriptlets(units: readonly string[]): string {
  if (units.length === 0) return '';
  const helper = '/usr/lib/systemd/systemd-update-helper';
  const scriptlet = (name: string, count: number, verb: string): string => `%${name}\nif [ $1 -eq ${String(count)} ] && [ -x ${helper} ]; then\n  ${helper} ${verb} ${units.join(' ')} || :\nfi\n`;
  return `${scriptlet('post', 1, 'install-system-units')}\n${scriptlet('preun', 0, 'remove-system-units')}`;
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

/** rpm, unlike dpkg, leaves an empty folder behind that no package lists. */
function ownFolders(entries: readonly Entry[]): string[] {
  const parents = entries.filter(({ kind }) => kind === 'file').map(({ path }) => dirname(path));
  const folders = new Set(parents.flatMap((folder) => [dirname(folder), folder]));
  return [...folders].filter((folder) => /\/(apt-image-based|libdnf5-plugins|actions\.d|bash-completion|completions|fish|vendor_completions\.d|zsh|site-functions)$|\.service\.d$/.test(folder)).map((folder) => `%dir %attr(0755,root,root) /${folder}`);
}

/** Whatever is there because of us goes with us: folders of a Python that the host does not have, and what its Python compiles. */
function pluginFolders(path: string): string[] {
  const folder = `/${dirname(path)}`;
  const [, library = '', minor = ''] = /^(\/usr\/lib\/python3\.(\d+))/.exec(folder) ?? [];
  const owned = [library, `${library}/site-packages`, folder].map((name) => `%dir %attr(0755,root,root) ${name}`);
  const ghost = `%ghost %attr(0644,root,root) ${folder}/__pycache__/apt_image_based.cpython-3${minor}.pyc`;
  return [...owned, `%ghost %dir %attr(0755,root,root) ${folder}/__pycache__`, ghost];
}
