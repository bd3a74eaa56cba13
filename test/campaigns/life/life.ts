// The life of an overlay by each backend on each variant, with a look from every side after each step:
// `npm run test:life -- [--backend NAME]… [--variant NAME]…`
import { parseArgs } from 'node:util';
import { runRow, type Cell } from './run-row.ts';
import { ROWS, type Row } from './rows.ts';
import { COLUMNS } from './steps.ts';

const { values } = parseArgs({ options: { backend: { type: 'string', multiple: true }, variant: { type: 'string', multiple: true } } });
const rows = ROWS.filter(({ backend, variant }) => (values.backend?.includes(backend.name) ?? true) && (values.variant?.includes(variant.name) ?? true));
if (rows.length === 0) throw new Error('no such row');

const WIDTH = Math.max(...rows.map((row) => nameOf(row).length)) + 2;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const wrong: string[] = [];
const began = performance.now();
print("seconds of each step's command; ! wrong; - not a step of this backend");
print(`${''.padEnd(WIDTH)}${COLUMNS.map((name) => name.padStart(width(name))).join('')}   whole row`);
for (const row of rows) {
  const name = nameOf(row);
  const start = performance.now();
  const cells = await runRow(row).catch((error: unknown) => new Map<string, Cell>([['locked', { seconds: 0, wrong: [`no host: ${String(error)}`] }]]));
  print(`${name.padEnd(WIDTH)}${COLUMNS.map((column) => symbol(cells.get(column)).padStart(width(column))).join('')}${((performance.now() - start) / 1000).toFixed(0).padStart(12)}`);
  for (const [step, cell] of cells) wrong.push(...cell.wrong.map((line) => `WRONG ${name}, ${step}: ${line}`));
}
for (const line of wrong) print(line);
print(`${String(rows.length)} rows, ${String(wrong.length)} wrong, ${((performance.now() - began) / 1000).toFixed(0)} s`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function nameOf({ backend, variant }: Row): string {
  return `${backend.name} on ${variant.name}`;
}

function width(column: string): number {
  return Math.max(column.length, '99.9!'.length) + 2;
}

function symbol(cell: Cell | undefined): string {
  return cell ? `${cell.seconds.toFixed(1)}${cell.wrong.length > 0 ? '!' : ''}` : '-';
}
