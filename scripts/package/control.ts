// The package's control files, all worked out from its content.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureTools } from '../apt-tools.ts';
import { dist, executableFile, fromRoot, version } from '../paths.ts';
import { target } from '../target.ts';
import type { Entry } from './entry.ts';

/** Name to text, for the DEBIAN folder. One maintainer script, which only tidies up: nothing here needs one to work. */
export function controlFiles(entries: readonly Entry[]): Record<'control' | 'conffiles' | 'md5sums' | 'prerm', string> {
  const files = entries.filter((entry) => entry.kind === 'file');
  const isConffile = ({ path }: Entry): boolean => path.startsWith('etc/');
  const values: Record<string, string> = {
    VERSION: version,
    ARCHITECTURE: target.debian,
    INSTALLED_SIZE: String(installedSize(entries)),
    DEPENDS: libraryDependencies(),
  };
  return {
    control: readFileSync(fromRoot('packaging/control'), 'utf8').replace(/@([A-Z_]+)@/g, (mark, key: string) => values[key] ?? mark),
    prerm: readFileSync(fromRoot('packaging/prerm'), 'utf8'),
    conffiles: files.filter(isConffile).map(({ path }) => `/${path}\n`).join(''),
    md5sums: files.filter((entry) => !isConffile(entry)).map(({ path, content }) => `${md5(content)}  ${path}\n`).join(''),
  };
}

// In KiB, as dpkg-gencontrol counts: files rounded up, everything else as one.
function installedSize(entries: readonly Entry[]): number {
  const folders = new Set(entries.flatMap(({ path }) => ancestors(path)));
  const sizes = entries.map((entry) => (entry.kind === 'file' ? Math.ceil(entry.content.length / 1024) : 1));
  return sizes.reduce((sum, size) => sum + size, folders.size);
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === '.' ? ['.'] : [parent, ...ancestors(parent)];
}

/** What the linker says the executable needs. Remembered for this very executable: the question takes two seconds. */
function libraryDependencies(): string {
  const memory = join(dist, '.depends.json');
  const digest = md5(readFileSync(executableFile));
  const remembered = readRemembered(memory);
  if (remembered?.digest === digest) return remembered.depends;
  const depends = askLinker();
  writeFileSync(memory, JSON.stringify({ digest, depends }));
  return depends;
}

function readRemembered(memory: string): { digest: string; depends: string } | undefined {
  try {
    return JSON.parse(readFileSync(memory, 'utf8')) as { digest: string; depends: string };
  } catch {
    return undefined;
  }
}

function askLinker(): string {
  ensureTools(['dpkg-shlibdeps']);
  // It wants to run in a source package.
  const source = mkdtempSync(join(tmpdir(), 'usr-overlay-shlibs-'));
  try {
    mkdirSync(join(source, 'debian'));
    writeFileSync(join(source, 'debian', 'control'), `Source: x\n\nPackage: x\nArchitecture: ${target.debian}\n`);
    // Its complaints are about Node's own link line: libdl and libpthread, empty since glibc 2.34.
    const answer = execFileSync('dpkg-shlibdeps', ['-O', executableFile], { cwd: source, encoding: 'utf8', stdio: 'pipe' });
    const depends = /^shlibs:Depends=(.+)$/m.exec(answer)?.[1];
    if (depends === undefined) throw new Error(`dpkg-shlibdeps answers ${JSON.stringify(answer)}`);
    return depends;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}

function md5(content: Buffer): string {
  return createHash('md5').update(content).digest('hex');
}
