// All actions on one host in one state: one boot, one judgement per action.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOutcomes, readTrouble } from '../../testbed/actions/action-runs.ts';
import type { State } from '../../testbed/hosts/states.ts';
import type { Variant } from '../../testbed/hosts/variants.ts';
import { judge, type Cell } from './judge.ts';
import type { OpenManager } from './managers.ts';

export type HostRun = { variant: Variant; state: State; database: 'var' | 'usr'; spellings: boolean };
export type HostResult = { cells: Map<string, Cell>; trouble: string; texts: Map<string, string> };

/** `isAsked`: by an action's name. */
export async function runHost(manager: OpenManager, run: HostRun, isAsked: (name: string) => boolean): Promise<HostResult> {
  const folder = mkdtempSync(join(tmpdir(), 'matrix-'));
  const actions = manager.actions(run).filter(({ name }) => isAsked(name));
  const host = await manager.host(run);
  const cells = new Map<string, Cell>();
  const texts = new Map<string, string>();
  try {
    const { console, stderr } = await host.run(folder, actions);
    readOutcomes(folder, actions).forEach((outcome, index) => {
      const action = actions[index];
      if (!action) return;
      if (!outcome) return void cells.set(action.name, { expected: 'silent', seen: 'silent', wrong: [`never run: ${`${console}${stderr}`.slice(-400)}`] });
      const seen = { ...outcome, bytes: host.bytesFetched(outcome) };
      const cell = judge(action, run, seen);
      const isUnfetched = manager.mustFetch && action.fetches && cell.seen !== 'refused' && seen.rc === 0 && seen.bytes === 0;
      cells.set(action.name, { ...cell, wrong: [...cell.wrong, ...(isUnfetched ? ['no package was fetched'] : [])] });
      texts.set(action.name, `exit ${String(outcome.rc)}\n${outcome.stdout}\n${outcome.stderr}`);
    });
    return { cells, trouble: readTrouble(folder), texts };
  } finally {
    await host.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
