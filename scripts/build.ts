// npm run build: dist/usr-overlay.cjs for Node, and dist/usr-overlay that brings its own.
import { statSync } from 'node:fs';
import { bundle, writeBundle } from './build/bundle.ts';
import { buildExecutable } from './build/executable.ts';
import { bundleFile, executableFile } from './paths.ts';

/** Brings both files up to date. What is current is not built again. */
export async function build(): Promise<void> {
  const result = await bundle();
  writeBundle(result);
  const built = await buildExecutable(result);
  for (const file of [bundleFile, executableFile]) {
    const megabytes = (statSync(file).size / 1e6).toFixed(1);
    process.stderr.write(`${file}: ${megabytes} MB${file === executableFile && !built ? ', up to date' : ''}\n`);
  }
}

if (import.meta.main) await build();
