// `npm run bench -- [--only TEXT] [--write]`: one table, every row made of things measured by turns in one boot. With --write it
// goes to docs/benchmarks.md.
import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../scripts/package.ts';
import { measure, type Measured } from './measure.ts';
import type { Row } from './row.ts';
import { diff } from './rows/diff.ts';
import { dnf } from './rows/dnf.ts';
import { locked } from './rows/locked.ts';
import { ordinary } from './rows/ordinary.ts';
import { commands, unlocked } from './rows/overlay.ts';
import { renderPage, renderRow } from './page.ts';

const HOSTS = [ordinary, locked, unlocked, commands, diff, dnf];

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } } });
const began = performance.now();
const measured: Measured[] = [];
for (const host of HOSTS) {
  const rows = host.rows.filter(({ title }) => `${host.name}: ${title}`.includes(values.only));
  if (rows.length === 0) continue;
  for (const each of await measure({ ...host, rows })) {
    measured.push(each);
    process.stdout.write(`${renderRow(each)}\n`);
  }
}
if ('package size'.includes(values.only)) {
  const each = sizes(await buildPackage({ fast: false }));
  measured.push(each);
  process.stdout.write(`${renderRow(each)}\n`);
}
const seconds = Math.round((performance.now() - began) / 1000);
process.stdout.write(`${String(seconds)} s\n`);
if (values.write) writeFileSync(join(import.meta.dirname, '../../docs/benchmarks.md'), renderPage(measured, seconds));

/** Of the package that is shipped, not of the quickly packed one. */
function sizes(deb: string): Measured {
  const installed = Number(execFileSync('dpkg-deb', ['--field', deb, 'Installed-Size'], { encoding: 'utf8' })) / 1000;
  const megabytes = statSync(deb).size / 1e6;
  const row: Row = {
    title: 'size of the .deb, and installed',
    means: 'what it takes of an image',
    sides: [{ name: 'stat --format=%s DEB', shell: '' }, { name: 'dpkg-deb --field DEB Installed-Size', shell: '' }],
    runs: 1,
    figure: () => ({ text: `${megabytes.toFixed(1)} MB, ${installed.toFixed(0)} MB`, goal: 'at most 30 MB, 130 MB', reached: megabytes <= 30 && installed <= 130 }),
  };
  return { row, samples: [] };
}
