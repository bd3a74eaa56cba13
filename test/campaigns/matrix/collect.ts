// What the actions left in their folder, judged: a cell for each.
import { readOutcomes, readTrouble } from '../../testbed/actions/action-runs.ts';
import type { Action } from '../../testbed/actions/action.ts';
import { judge, type Cell, type Seen } from './judge.ts';
import type { HostResult, HostRun } from './host-run.ts';

type Host = { bytesFetched: (during: { from: number; to: number }) => number; console: string };

/** `more`: what else is wrong with an action. */
export function collect(run: HostRun, actions: readonly Action[], folder: string, host: Host, more: (action: Action, cell: Cell, seen: Seen) => string[] = () => []): HostResult {
  const cells = new Map<string, Cell>();
  const texts = new Map<string, string>();
  readOutcomes(folder, actions).forEach((outcome, index) => {
    const action = actions[index];
    if (!action) return;
    if (!outcome) return void cells.set(action.name, { expected: 'silent', seen: 'silent', wrong: [`never run: ${host.console.slice(-400)}`] });
    const seen = { ...outcome, bytes: host.bytesFetched(outcome) };
    const cell = judge(action, run, seen);
    cells.set(action.name, { ...cell, wrong: [...cell.wrong, ...more(action, cell, seen)] });
    texts.set(action.name, `exit ${String(outcome.rc)}\n${outcome.stdout}\n${outcome.stderr}`);
  });
  return { cells, trouble: readTrouble(folder), texts };
}
