// npm pack runs this first. It makes dist/npm: the program, and the detector as a library for any Node, without dependencies.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { emptyDirSync, outputFileSync } from 'fs-extra/esm';
import { bundleForNpm } from './build/bundle.ts';
import { renderCopyright } from './package/copyright.ts';
import { dist, fromRoot } from './paths.ts';

const folder = join(dist, 'npm');
emptyDirSync(folder);
const { program, library, metafile } = await bundleForNpm();
outputFileSync(join(folder, 'usr-overlay.cjs'), program, { mode: 0o755 });
outputFileSync(join(folder, 'library.js'), library);
outputFileSync(join(folder, 'copyright'), renderCopyright(metafile, null, 'The full text is in the file LICENSE of this package.'));
execFileSync(process.execPath, [fromRoot('node_modules/typescript/bin/tsc'), '--project', fromRoot('scripts/npm.tsconfig.json')], { stdio: 'inherit' });
