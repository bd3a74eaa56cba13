// This file makes one readable CommonJS file from src/main.ts, which runs under Node or in the executable, and the npm package's files.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { bundleFile, dist, fromRoot, root, version } from '../paths.ts';

export interface Bundle {
  readonly code: string;
  /** This leaves out the command line, which `usr-overlay guard` never loads, so V8 has only a tenth to read. */
  readonly guard: string;
  readonly metafile: Metafile;
}

/** Bundles in memory. That takes a quarter of a second, and is never skipped, because its result decides what else is out of date. */
export async function bundle(): Promise<Bundle> {
  const [whole, guard] = await Promise.all([run(PROGRAM), run({ ...PROGRAM, external: ['./cli/index.ts'] })]);
  return { code: whole.code, guard: guard.code, metafile: whole.metafile };
}

/** Bundles for a Node that is already installed: the program as a script, and src/library.ts as a module. */
export async function bundleForNpm(): Promise<{ program: string; library: string; metafile: Metafile }> {
  const [program, library] = await Promise.all([
    run({ ...PROGRAM, target: OLDEST_NODE, banner: { js: `#!/usr/bin/env node\n${PROGRAM.banner.js}` } }),
    run({ ...COMMON, target: OLDEST_NODE, entryPoints: [fromRoot('src', 'library.ts')], format: 'esm' }),
  ]);
  // The library is a part of the program.
  return { program: program.code, library: library.code, metafile: program.metafile };
}

/** The library supports older Nodes than `engines` in package.json says: that limit is execa's, which only some commands use. */
const OLDEST_NODE = 'node20';

const COMMON = {
  absWorkingDir: root,
  outfile: bundleFile,
  write: false,
  metafile: true,
  bundle: true,
  platform: 'node',
  // The real place of a linked node_modules must not appear in the bundle.
  preserveSymlinks: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

const PROGRAM = {
  ...COMMON,
  entryPoints: [fromRoot('src', 'main.ts')],
  format: 'cjs',
  target: 'node26',
  loader: { '.txt': 'text' },
  alias: { assert: fromRoot('scripts', 'build', 'assert.ts'), 'string-width': fromRoot('scripts', 'build', 'string-width.ts') },
  // yargs calls createRequire(import.meta.url), which CommonJS does not have.
  define: { __VERSION__: JSON.stringify(version), 'import.meta.url': '__import_meta_url' },
  banner: { js: "const __import_meta_url = require('node:url').pathToFileURL(__filename).href;" },
  // A lazy import of a built-in module becomes require(), because V8's Script, which the executable uses, has no import().
  supported: { 'dynamic-import': false },
} as const satisfies BuildOptions;

async function run(options: BuildOptions): Promise<{ code: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({ ...options, write: false, metafile: true });
  return { code: outputFiles[0]?.text ?? '', metafile };
}

/** Writes bundle and metafile, and does not touch a file that has the right content. */
export function writeBundle({ code, metafile }: Bundle): void {
  mkdirSync(dist, { recursive: true });
  writeIfChanged(bundleFile, code);
  writeIfChanged(join(dist, 'meta.json'), JSON.stringify(metafile));
}

function writeIfChanged(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // The file does not exist yet.
  }
  // The file appears complete or not at all, because tests that run in parallel each build first.
  const beside = `${path}.${String(process.pid)}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}
