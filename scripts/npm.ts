// npm pack runs this first: dist/npm, the program and the detector as a library for any Node, with nothing to install beside them.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNpm } from './build/bundle.ts';
import { dist, fromRoot } from './paths.ts';

const folder = join(dist, 'npm');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { program, library } = await bundleForNpm();
writeFileSync(join(folder, 'usr-overlay.cjs'), program);
chmodSync(join(folder, 'usr-overlay.cjs'), 0o755);
writeFileSync(join(folder, 'library.js'), library);
execFileSync(process.execPath, [fromRoot('node_modules/typescript/bin/tsc'), '--project', fromRoot('scripts/npm.tsconfig.json')], { stdio: 'inherit' });
