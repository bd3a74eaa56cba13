// Expected beside seen, for one action on one host.
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import type { Action } from '../../testbed/actions/action.ts';
import type { Outcome } from '../../testbed/actions/action-runs.ts';
import type { State } from '../../testbed/hosts/states.ts';

type Answer = 'refused' | 'notice' | 'silent';
export type Cell = { expected: Answer; seen: Answer; wrong: string[] };

/** States that are writable and where nobody is to hear a word. */
const QUIET = new Set(['writable', 'image-build', 'overlay-root-disk', 'live', 'live-disk', 'live-dracut-disk']);

export type Seen = Outcome & { bytes: number };
export type Where = { state: State; database: 'var' | 'usr' };

export function judge(action: Action, where: Where, seen: Seen): Cell {
  const expected = expectedAnswer(action, where.state);
  const answer = answerIn(seen);
  const wrong = answer === expected ? [] : [`expected ${expected}, seen ${answer}`];
  if (expected === 'refused') wrong.push(...refusedBadly(action, seen));
  else if (!isExpectedRc(action, where, seen.rc)) wrong.push(`exit ${String(seen.rc)}`);
  if (expected === 'notice') wrong.push(...noticedBadly(seen));
  return { expected, seen: answer, wrong };
}

function expectedAnswer(action: Action, state: State): Answer {
  if (action.family === 'always-allowed') return 'silent';
  if (!state.writable) return 'refused';
  return QUIET.has(state.name) ? 'silent' : 'notice';
}

function answerIn(seen: Seen): Answer {
  const text = `${seen.stdout}\n${seen.stderr}`;
  if (text.includes('read-only /usr detected')) return 'refused';
  return /^(notice|hint|error): /m.test(text) ? 'notice' : 'silent';
}

function isExpectedRc(action: Action, { state, database }: Where, rc: number): boolean {
  // Nothing can be written to a database in a read-only /usr, and dpkg says so itself.
  return action.writesDatabase === true && database === 'usr' && !state.writable ? rc !== 0 : rc === action.rc;
}

function refusedBadly(action: Action, seen: Seen): string[] {
  const wrong: string[] = [];
  // unattended-upgrade keeps our words for its log and its mail; the action prints them.
  const heard = action.name === 'unattended-upgrade' ? `${seen.stderr}\n${seen.stdout}` : seen.stderr;
  const lines = heard.split('\n');
  const count = lines.filter((line) => line === REFUSAL).length;
  if (count !== 1) wrong.push(`our first line ${String(count)} times on stderr`);
  const hints = lines.filter((line) => line.startsWith('hint: ')).length;
  if (hints < 1 || hints > 2) wrong.push(`${String(hints)} hints`);
  if (seen.rc !== action.refusedRc) wrong.push(`exit ${String(seen.rc)}, expected ${String(action.refusedRc)}`);
  if (action.layer === 'early' && seen.bytes !== 0) wrong.push(`${String(seen.bytes)} bytes fetched`);
  if (seen.before !== seen.after || !/^[0-9a-f]{64}/.test(seen.before)) wrong.push(`the package database changed: ${seen.before} ${seen.after}`);
  return wrong;
}

function noticedBadly(seen: Seen): string[] {
  const count = `${seen.stdout}\n${seen.stderr}`.split('\n').filter((line) => /^notice: (\/usr|the whole root) /.test(line.trimEnd())).length;
  return count === 1 ? [] : [`the notice ${String(count)} times`];
}
