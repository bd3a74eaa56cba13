// This file makes the single executable: pkg injects the program, in two parts with code caches, into the stripped Node from npm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { log } from 'pkg/lib-es5/log.js';
import seaModule from 'pkg/lib-es5/sea.js';
import { ensureTools } from '../apt-tools.ts';
import { executableOf, fromRoot } from '../paths.ts';
import { NATIVE, type Target } from '../target.ts';
import type { Bundle } from './bundle.ts';
import { canEmulate, leaveCodeCachesEmpty, makeCodeCaches, type Assets } from './code-cache.ts';
import { ensureNodePackage } from './node-package.ts';
import { verifyByLooking, verifyByRunning } from './verify.ts';

/** Builds the executable from the bundles, unless it is current; returns false if it was. */
export async function buildExecutable(bundle: Bundle, target: Target): Promise<boolean> {
  const executable = executableOf(target);
  const stampFile = join(dirname(executable), '.stamp');
  const nodePackage = ensureNodePackage(target);
  const stripped = canStrip(target);
  const emulated = canEmulate(target);
  const stamp = stampOf(bundle, nodePackage, [stripped, emulated]);
  if (existsSync(executable) && stampIn(stampFile) === stamp) return false;
  rmSync(stampFile, { force: true });
  mkdirSync(dirname(executable), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'usr-overlay-build-'));
  try {
    const node = join(work, 'node');
    // Node is stripped before the injection, because an executable that is stripped afterwards crashes at start.
    if (stripped) execFileSync(target.strip, ['-o', node, join(nodePackage, 'bin', 'node')]);
    else copyFileSync(join(nodePackage, 'bin', 'node'), node);
    const files = writeInputs(work, bundle);
    const built = join(work, 'usr-overlay');
    if (target === NATIVE) {
      makeCodeCaches([node], files.assets);
      await inject({ nodePath: node }, files, target, built);
      verifyByRunning(built);
    } else {
      if (emulated) makeCodeCaches([...target.emulator, node], files.assets);
      else leaveCodeCachesEmpty(files.assets);
      requireSameNode(nodePackage);
      // With both options, pkg makes the blob with this Node and puts it into the other one, which it cannot run.
      await inject({ nodePath: node, useLocalNode: true }, files, target, built);
      verifyByLooking(built, target);
    }
    putInPlace(built, executable);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  writeFileSync(stampFile, stamp);
  return true;
}

/** Returns null where there is no stamp; another process may be building at the same time. */
function stampIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function canStrip({ strip }: Target): boolean {
  try {
    ensureTools([strip]);
    return true;
  } catch (error) {
    process.stderr.write(`not stripped, 33 MB larger: ${(error as Error).message}\n`);
    return false;
  }
}

// The stamp covers everything that can change a byte of the executable, including the scripts here.
function stampOf({ code, guard }: Bundle, nodePackage: string, choices: readonly boolean[]): string {
  const hash = createHash('sha256').update(code).update(guard);
  for (const file of ['bundle', 'executable', 'code-cache', 'node-package', 'train', 'shown-host', 'launcher']) hash.update(readFileSync(fromRoot('scripts', 'build', `${file}.ts`)));
  hash.update(readFileSync(join(nodePackage, 'package.json')));
  hash.update(readFileSync(fromRoot('node_modules', 'pkg', 'package.json')));
  return hash.update(`${String(statSync(join(nodePackage, 'bin', 'node')).size)} ${choices.join(' ')}`).digest('hex');
}

interface Inputs {
  readonly launcher: string;
  readonly assets: Assets;
}

function writeInputs(work: string, { code, guard }: Bundle): Inputs {
  const at = (name: string): string => join(work, name);
  const launcher = at('launcher.cjs');
  buildSync({ entryPoints: [fromRoot('scripts', 'build', 'launcher.ts')], outfile: launcher, platform: 'node', format: 'cjs', target: 'node26' });
  writeFileSync(at('guard.code'), wrap(guard));
  writeFileSync(at('command.code'), wrap(code));
  const names = ['guard.code', 'guard.cache', 'guard.jitless.cache', 'command.code', 'command.cache', 'command.jitless.cache'] as const;
  const assets = Object.fromEntries(names.map((name) => [name, at(name)])) as Assets;
  return { launcher, assets };
}

// The wrapper stays on the first line, so that line numbers in stack traces are those of dist/usr-overlay.cjs.
function wrap(code: string): string {
  // The launcher reads the code as latin1.
  if (/[^\0-\x7f]/.test(code)) throw new Error('the bundle is not pure ASCII');
  return `(function (exports, require, module, __filename, __dirname) { ${code}\n})`;
}

// pkg's own command line would download a Node; this way nothing is fetched.
async function inject(node: { nodePath: string; useLocalNode?: true }, { launcher, assets }: Inputs, target: Target, output: string): Promise<void> {
  log.info = () => undefined;
  const seaConfig = {
    // The path ends up in the executable and must not differ, so it is relative to pkg's own folder in `work`.
    main: `../${basename(launcher)}`,
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache: false,
    // NODE_OPTIONS, by which packaging/start says whether V8's compiler may work. It replaces what the caller says in it.
    execArgvExtension: 'env',
    // OPENSSL_CONF must not reach a program that root runs: it can name a library to be loaded.
    execArgv: ['--openssl-config=/dev/null'],
    assets,
  };
  const nodeRange = `node${String(process.versions.node.split('.')[0])}`;
  const targets = [{ nodeRange, platform: 'linux' as const, arch: target.arch, output }];
  await inTemporaryFolder(dirname(launcher), () => seaModule.default(launcher, { ...node, seaConfig, targets }));
}

async function inTemporaryFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function requireSameNode(nodePackage: string): void {
  const { version: wanted } = JSON.parse(readFileSync(join(nodePackage, 'package.json'), 'utf8')) as { version: string };
  if (process.version !== `v${wanted}`) throw new Error(`this is Node ${process.version}, and the blob must come from v${wanted}: run it by npm`);
}

function putInPlace(built: string, executable: string): void {
  chmodSync(built, 0o755);
  // The file is renamed into place, because a running executable cannot be written to, and copied first, because /tmp may be another disk.
  const beside = `${executable}.${String(process.pid)}`;
  copyFileSync(built, beside);
  renameSync(beside, executable);
}
