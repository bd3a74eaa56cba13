// apt, dpkg, up, down, run and readers against each other, some of them killed. The seed and the rounds are printed;
// `--seed N --only BLOCK` plays a block of rounds again, from the same image.
import { join } from 'node:path';
import type { Asked } from '../options.ts';
import { print, secondsSince, type Outcome } from '../outcome.ts';
import { roundOf, roundWords, victimOf } from './rounds.ts';
import { runBlock, type HostKind, type Judged } from './run-block.ts';

const ROUNDS = 500;
const BLOCK = 25;
const KINDS: readonly HostKind[] = [
  { variant: 'trixie', database: 'var' },
  { variant: 'forky-composefs', database: 'usr' },
  { variant: 'trixie', database: 'usr' },
  { variant: 'forky-composefs', database: 'var' },
  { variant: 'bookworm', database: 'var' },
];

export async function run(asked: Asked): Promise<Outcome[]> {
  const { values, seed } = asked;
  const all = Number(values.rounds ?? ROUNDS);
  const blocks = Array.from({ length: Math.ceil(all / BLOCK) }, (_, index) => index).filter((block) => asked.isOnly(String(block)));
  const until = asked.until(Infinity);
  const variants = asked.variants().map(({ name }) => name);
  const outcomes: Outcome[] = [];
  for (const block of blocks) {
    const kind = KINDS[block % KINDS.length];
    if (!kind || !variants.includes(kind.variant)) continue;
    if (performance.now() > until) break;
    const began = performance.now();
    const first = block * BLOCK + 1;
    const count = Math.min(BLOCK, all - block * BLOCK);
    const rounds = Array.from({ length: count }, (_, index) => roundOf(seed, first + index));
    const judged = await runBlock(kind, rounds, values.keep === undefined ? null : join(values.keep, String(block)));
    const wrong = judged.filter((each) => each.wrong.length > 0);
    outcomes.push({ name: `block ${String(block)}, ${kind.variant}, database in /${kind.database}`, tried: judged.length, wrong: wrong.length, note: figures(judged) });
    print(`rounds ${String(first)} to ${String(first + count - 1)}: ${String(wrong.length)} wrong, ${figures(judged)}, ${secondsSince(began)}`);
    for (const { round, wrong: lines } of wrong) {
      print(`WRONG round ${String(round.number)}: ${roundWords(round)}`);
      for (const line of lines) print(`  ${line}`);
    }
  }
  return outcomes;
}

function figures(judged: readonly Judged[]): string {
  const killed = judged.filter(({ round, seen }) => round.actors.some((actor, index) => actor === victimOf(round) && seen?.actors[index]?.code === 137));
  const count = (wanted: (each: Judged) => boolean): string => String(judged.filter(wanted).length);
  return `${String(killed.length)} with a kill, ${count(({ seen }) => typeof seen?.mended === 'string')} mended by dpkg, ${count(({ round }) => round.reset)} reset`;
}
