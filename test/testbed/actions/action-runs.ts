// Carries actions into a host as shell scripts, in a folder that is mounted there, and reads back what they did.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from './action.ts';
import type { Job } from '../hosts/boot.ts';

export interface Outcome {
  rc: number;
  stdout: string;
  stderr: string;
  /** When it ran, in the clock of the repository's log: `bytesFetched(id, outcome)`. */
  from: number;
  to: number;
  /** What the probe printed just before and just after. */
  before: string;
  after: string;
}

/**
 * Fills `folder` and returns what a host's boot needs to run them all, in their order. `sources` is the text of a sources.list;
 * `probe` is shell text asked around each run.
 */
export function writeActions(folder: string, actions: readonly Action[], sources: string, probe?: string): Pick<Job, 'job' | 'binds'> {
  mkdirSync(join(folder, 'sources.list.d'), { recursive: true });
  writeFileSync(join(folder, 'sources.list.d/testbed.list'), sources);
  for (const name of ['run-actions.sh', 'action-library.sh']) copyFileSync(join(import.meta.dirname, name), join(folder, name));
  if (probe !== undefined) writeFileSync(join(folder, 'probe'), probe);
  const script = (text: string) => `. "$(dirname "$0")/../action-library.sh"\n${text}\n`;
  actions.forEach((action, index) => {
    const own = folderOf(folder, index);
    mkdirSync(own);
    // An archive that is still in the cache would make any download look like a refusal in time.
    const prepare = [...(action.fetches ? ['apt-get clean'] : []), ...(action.prepare === undefined ? [] : [action.prepare])];
    if (prepare.length > 0) writeFileSync(join(own, 'prepare'), script(prepare.join('\n')));
    writeFileSync(join(own, 'run'), script(action.run));
    if (action.restore !== undefined) writeFileSync(join(own, 'restore'), script(action.restore));
    writeFileSync(join(own, 'expected-rc'), `${String(action.rc)}\n`);
  });
  // Mounted over a folder that is always there: /etc may be read-only.
  const binds = [[folder, '/run/actions'], [join(folder, 'sources.list.d'), '/etc/apt/sources.list.d']] as const;
  return { job: 'apt-get -qq update && sh /run/actions/run-actions.sh', binds };
}

/** In the order of `actions`; null for one that the host did not come to. */
export function readOutcomes(folder: string, actions: readonly Action[]): (Outcome | null)[] {
  return actions.map((_, index) => {
    const own = folderOf(folder, index);
    if (!existsSync(join(own, 'rc'))) return null;
    const text = (name: string) => (existsSync(join(own, name)) ? readFileSync(join(own, name), 'utf8') : '');
    const [rc, from, to] = ['rc', 'from', 'to'].map((name) => Number(text(name)));
    const said = { stdout: text('stdout'), stderr: text('stderr'), before: text('probe.before'), after: text('probe.after') };
    return { rc: rc ?? NaN, from: from ?? NaN, to: to ?? NaN, ...said };
  });
}

/** Preparations and restorations that failed: the rows after one of them are not to be trusted. */
export function readTrouble(folder: string): string {
  const path = join(folder, 'trouble');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function folderOf(folder: string, index: number): string {
  return join(folder, String(index).padStart(3, '0'));
}
