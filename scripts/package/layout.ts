// What the package holds and where: everything that is shipped is named here or lies in a folder that is.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { dist, executableFile, fromRoot, name, version } from '../paths.ts';
import { debianChangelog } from './changelog.ts';
import { renderCopyright } from './copyright.ts';

/** A file, link or (empty) directory of the package; `path` is relative to the root directory. */
export type Entry =
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly content: Buffer }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'directory'; readonly path: string };

/** The package's content, sorted by path. `epoch`, in seconds, dates the changelog. */
export function layout(epoch: number): Entry[] {
  const doc = `usr/share/doc/${name}`;
  const metafile = JSON.parse(readFileSync(join(dist, 'meta.json'), 'utf8')) as Metafile;
  const changes = debianChangelog(readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), name, version, epoch);
  const entries: Entry[] = [
    file('usr/bin/usr-overlay', readFileSync(executableFile), 0o755),
    link('usr/bin/usroverlay', 'usr-overlay'),
    ...filesOf('hooks').map((path) => shim(`usr/libexec/${name}/${path}`, fromRoot('hooks', path))),
    ...filesOf('apt-conf').map((path) => file(configurationPath(path), readFileSync(fromRoot('apt-conf', path)))),
    // Where the administrator switches the guard off with a file.
    { kind: 'directory', path: `etc/${name}` },
    ...filesOf('packaging/systemd').map((path) => file(`usr/lib/systemd/system/${path}`, readFileSync(fromRoot('packaging/systemd', path)))),
    file(`usr/lib/tmpfiles.d/${name}.conf`, readFileSync(fromRoot('packaging/tmpfiles.conf'))),
    ...manualPages(),
    file(`${doc}/copyright`, renderCopyright(metafile)),
    file(`${doc}/changelog.gz`, gzip(changes)),
    file(`usr/share/lintian/overrides/${name}`, readFileSync(fromRoot('packaging/lintian-overrides'))),
  ];
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

// dpkg ignores, without a word, a file in dpkg.cfg.d whose name has a dot.
function configurationPath(path: string): string {
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

// As `gzip -9n` does: Node writes neither name nor time.
function gzip(content: Buffer | string): Buffer {
  return gzipSync(content, { level: 9 });
}

// A file of hooks/ without the executable bit is one that others read.
function shim(path: string, source: string): Entry {
  return file(path, readFileSync(source), (statSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
}

function file(path: string, content: Buffer | string, mode = 0o644): Entry {
  return { kind: 'file', path, mode, content: Buffer.from(content) };
}

function link(path: string, target: string): Entry {
  return { kind: 'link', path, target };
}

function filesOf(folder: string): string[] {
  const found = readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(fromRoot(folder).length + 1)).sort();
}
