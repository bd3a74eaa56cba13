// `npm run bench -- [--only TEXT] [--write]`: one table, every row made of things measured by turns in one boot. The raw figures go
// to dist/benchmarks.md; with --write the table goes to docs/benchmarks.md. `--slow TEXT [--by SECONDS]`: our side of rows whose titles hold TEXT sleeps, to see that the bench tells.
// `npm run bench -- --against COMMIT`: whether this tree's executable has become slower. `--shell HOST`: nothing is measured; a shell on that host.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fromRoot } from '../../../scripts/paths.ts';
import { chooseRows } from './choose.ts';
import { compareWith } from './compare.ts';
import { machineLine } from './machine.ts';
import { measure } from './measure.ts';
import { measureProduct } from './measure-product.ts';
import { renderFigures, renderPage, renderRow, type Section } from './page.ts';
import { HOSTS, PLACES } from './places.ts';
import { openShell } from './shell.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    slow: { type: 'string' },
    by: { type: 'string', default: '0.1' },
    shell: { type: 'string' },
    against: { type: 'string' },
  },
});

async function main(): Promise<number> {
  if (values.shell !== undefined) {
    const host = HOSTS.find(({ name }) => name === values.shell);
    return host ? openShell(host) : wrong(`no host "${values.shell}"; there are: ${HOSTS.map(({ name }) => name).join(', ')}`);
  }
  if (values.against !== undefined) return compareWith(values.against, values);
  const chosen = chooseRows(PLACES, values);
  if (typeof chosen === 'string') return wrong(chosen);
  const began = performance.now();
  const sections: Section[] = [];
  for (const place of chosen) {
    const measured = 'variant' in place ? await measure(place) : await measureProduct(place);
    sections.push({ place, measured });
    for (const each of measured) process.stdout.write(`${renderRow(each)}\n`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${String(seconds)} s\n`);
  const run = { seconds, machine: machineLine() };
  writeFileSync(fromRoot('dist/benchmarks.md'), renderFigures(sections, run));
  process.stdout.write('the raw figures, with the commands: dist/benchmarks.md\n');
  if (values.write) writeFileSync(fromRoot('docs/benchmarks.md'), renderPage(sections, run));
  return 0;
}

function wrong(text: string): number {
  process.stderr.write(`error: ${text}\n`);
  return 64;
}

process.exitCode = await main();
