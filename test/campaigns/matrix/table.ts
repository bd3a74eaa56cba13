// The matrix on the screen: a row per action, a column per state, a block per suite; what is wrong in words below.
import { STATES } from '../../testbed/hosts/states.ts';
import { VARIANTS } from '../../testbed/hosts/variants.ts';
import { print, type Outcome } from '../outcome.ts';
import type { Cell } from './judge.ts';
import type { HostResult, HostRun } from './host-run.ts';

type Results = ReadonlyMap<HostRun, HostResult | Error>;

/** Prints all; the rows are the hosts. `wrong` counts cells, and a host that could not be tried. */
export function printTable(manager: string, results: Results, options: { seconds: number; verbose: boolean }): Outcome[] {
  print(`${manager}; each cell: expected/seen; R refused, N notice, s silent; ! wrong; - not run there (spellings only where marked)`);
  for (const variant of VARIANTS) printVariant(variant.name, results);
  for (const reason of absentStates()) print(reason);
  for (const [run, result] of results) for (const line of wrongOf(run, result, options.verbose)) print(line);
  print(`${String(results.size)} hosts, ${options.seconds.toFixed(0)} s`);
  return [...results].map(([run, result]) => ({
    name: `${manager}, ${run.variant.name}, ${run.state.name}, database in /${run.database}`,
    tried: result instanceof Error ? 1 : result.cells.size,
    wrong: wrongOf(run, result, false).length,
  }));
}

function printVariant(name: string, results: Results): void {
  const columns = [...results].filter(([run]) => run.variant.name === name).sort(([a], [b]) => order(a) - order(b));
  if (columns.length === 0) return;
  print(`\n${name}`);
  columns.forEach(([run], index) => { print(`  ${String(index + 1).padStart(2)} ${run.state.name}${run.database === 'usr' ? ', database in /usr' : ''}`); });
  const actions = [...new Set(columns.flatMap(([, result]) => (result instanceof Error ? [] : [...result.cells.keys()])))];
  print(`${''.padEnd(48)}${columns.map((_, index) => String(index + 1).padStart(5)).join('')}`);
  for (const action of actions) {
    const cells = columns.map(([, result]) => (result instanceof Error ? 'E' : symbol(result.cells.get(action))));
    print(`${action.slice(0, 47).padEnd(48)}${cells.map((cell) => cell.padStart(5)).join('')}`);
  }
}

function order(run: HostRun): number {
  return STATES.indexOf(run.state) * 2 + (run.database === 'usr' ? 1 : 0);
}

const LETTER = { refused: 'R', notice: 'N', silent: 's' } as const;

function symbol(cell: Cell | undefined): string {
  return cell ? `${LETTER[cell.expected]}/${LETTER[cell.seen]}${cell.wrong.length > 0 ? '!' : ''}` : '-';
}

function absentStates(): string[] {
  return VARIANTS.flatMap((variant) =>
    STATES.flatMap((state) => {
      const reason = state.lacks?.(variant);
      return reason === undefined ? [] : [`not on ${variant.name}: ${state.name}: ${reason}`];
    }),
  );
}

export function wrongOf(run: HostRun, result: HostResult | Error, verbose: boolean): string[] {
  const where = `${run.variant.name}, ${run.state.name}, database in /${run.database}`;
  if (result instanceof Error) return [`WRONG ${where}: ${result.message}`];
  const trouble = result.trouble === '' ? [] : [`WRONG ${where}: preparing or restoring failed: ${result.trouble}`];
  const cells = [...result.cells].filter(([, cell]) => cell.wrong.length > 0);
  return [...trouble, ...cells.map(([name, cell]) => `WRONG ${where}: ${name}: ${cell.wrong.join('; ')}${verbose ? `\n${result.texts.get(name) ?? ''}` : ''}`)];
}
