// npm pack runs this first: dist/npm, the program and the detector as a library for any Node, with nothing to install beside them.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { emptyDirSync, outputFileSync } from 'fs-extra/esm';
import { bundleForNpm } from './build/bundle.ts';
import { dist, fromRoot } from './paths.ts';

const folder = join(dist, 'npm');
emptyDirSync(folder);
const { program, library } = await bundleForNpm();
outputFileSync(join(folder, 'usr-overlay.cjs'), program, { mode: 0o755 });
outputFileSync(join(folder, 'library.js'), library);
execFileSync(process.execPath, [fromRoot('node_modules/typescript/bin/tsc'), '--project', fromRoot('scripts/npm.tsconfig.json')], { stdio: 'inherit' });
