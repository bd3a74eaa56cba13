// The life of an overlay by each backend on each variant, with a look from every side after each step.
import type { Asked } from '../options.ts';
import { print, type Outcome } from '../outcome.ts';
import { runRow, type Cell } from './run-row.ts';
import { ROWS, type Row } from './rows.ts';
import { COLUMNS } from './steps.ts';

const WIDTH = Math.max(...ROWS.map((row) => nameOf(row).length)) + 2;

export async function run(asked: Asked): Promise<Outcome[]> {
  const variants = asked.variants();
  print("seconds of each step's command; ! wrong; - not a step of this backend");
  print(`${''.padEnd(WIDTH)}${COLUMNS.map((name) => name.padStart(width(name))).join('')}   whole row`);
  const outcomes: Outcome[] = [];
  for (const row of ROWS.filter(({ backend, variant }) => asked.isHost(backend.name) && variants.includes(variant))) outcomes.push(await play(row));
  return outcomes;
}

async function play(row: Row): Promise<Outcome> {
  const name = nameOf(row);
  const start = performance.now();
  const cells = await runRow(row).catch((error: unknown) => new Map<string, Cell>([['locked', { seconds: 0, wrong: [`no host: ${String(error)}`] }]]));
  print(`${name.padEnd(WIDTH)}${COLUMNS.map((column) => symbol(cells.get(column)).padStart(width(column))).join('')}${((performance.now() - start) / 1000).toFixed(0).padStart(12)}`);
  for (const [step, cell] of cells) for (const line of cell.wrong) print(`WRONG ${name}, ${step}: ${line}`);
  return { name, tried: cells.size, wrong: [...cells.values()].filter(({ wrong }) => wrong.length > 0).length };
}

function nameOf({ backend, variant }: Row): string {
  return `${backend.name} on ${variant.name}`;
}

function width(column: string): number {
  return Math.max(column.length, '99.9!'.length) + 2;
}

function symbol(cell: Cell | undefined): string {
  return cell ? `${cell.seconds.toFixed(1)}${cell.wrong.length > 0 ? '!' : ''}` : '-';
}
