// This file finds the Debian packages of the libraries that the executable needs. They are those of Node, because the injection adds none.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTools } from '../apt-tools.ts';
import { ensureNodePackage } from '../build/node-package.ts';
import { dist, nodeBinary } from '../paths.ts';
import { NATIVE, type Target } from '../target.ts';
import { elfNeeds } from './elf-needs.ts';

/** dpkg-shlibdeps knows only the machine's own libraries. For another architecture its answer holds if that Node needs nothing more. */
export function libraryDependencies(target: Target): string {
  if (target !== NATIVE) {
    ensureTools(['readelf']);
    const native = elfNeeds(nodeBinary);
    const more = elfNeeds(join(ensureNodePackage(target), 'bin', 'node')).filter((need) => !native.includes(need));
    if (more.length > 0) throw new Error(`${target.nodePackage} needs more than ${NATIVE.nodePackage}: ${more.join(', ')}`);
  }
  return nativeDependencies();
}

/** The answer is remembered for this very Node, because the question takes two seconds. */
function nativeDependencies(): string {
  const memory = join(dist, '.depends.json');
  const digest = createHash('md5').update(readFileSync(nodeBinary)).digest('hex');
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
  // dpkg-shlibdeps expects to run in a source package.
  const source = mkdtempSync(join(tmpdir(), 'usr-overlay-shlibs-'));
  try {
    mkdirSync(join(source, 'debian'));
    writeFileSync(join(source, 'debian', 'control'), `Source: x\n\nPackage: x\nArchitecture: ${NATIVE.debian}\n`);
    // Its complaints are about Node's own link line: libdl and libpthread are empty since glibc 2.34.
    const answer = execFileSync('dpkg-shlibdeps', ['-O', nodeBinary], { cwd: source, encoding: 'utf8', stdio: 'pipe' });
    const depends = /^shlibs:Depends=(.+)$/m.exec(answer)?.[1];
    if (depends === undefined) throw new Error(`dpkg-shlibdeps answers ${JSON.stringify(answer)}`);
    return depends;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}
