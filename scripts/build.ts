// npm run build makes dist/usr-overlay.cjs for Node, and dist/usr-overlay with its own Node; with --arch arm64, dist/arm64/usr-overlay.
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundle, writeBundle } from './build/bundle.ts';
import { buildExecutable } from './build/executable.ts';
import { bundleFile, executableOf } from './paths.ts';
import { findTarget, NATIVE, type Target } from './target.ts';

/** Brings both files up to date, and skips what is current. */
export async function build(target: Target): Promise<void> {
  const result = await bundle();
  writeBundle(result);
  const built = await buildExecutable(result, target);
  const executable = executableOf(target);
  for (const file of [bundleFile, executable]) {
    const megabytes = (statSync(file).size / 1e6).toFixed(1);
    process.stderr.write(`${file}: ${megabytes} MB${file === executable && !built ? ', up to date' : ''}\n`);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { arch: { type: 'string', default: NATIVE.arch } } });
  await build(findTarget(values.arch));
}
