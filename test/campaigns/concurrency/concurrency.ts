// apt, dpkg, up, down, run and readers against each other, some of them killed:
// `npm run test:concurrency -- [--rounds N] [--minutes N] [--seed N] [--variant NAME]… [--block N]… [--keep DIR]`
// The seed and the rounds are printed; `--seed N --block N` plays a block of rounds again, from the same image.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { VARIANTS } from '../../testbed/hosts/variants.ts';
import { roundOf, roundWords, victimOf } from './rounds.ts';
import { runBlock, type HostKind, type Judged } from './run-block.ts';

const BLOCK = 25;
const KINDS: readonly HostKind[] = [
  { variant: 'trixie', database: 'var' },
  { variant: 'forky-composefs', database: 'usr' },
  { variant: 'trixie', database: 'usr' },
  { variant: 'forky-composefs', database: 'var' },
  { variant: 'bookworm', database: 'var' },
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '500' },
    minutes: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    variant: { type: 'string', multiple: true, default: VARIANTS.map(({ name }) => name) },
    block: { type: 'string', multiple: true },
    keep: { type: 'string' },
  },
});
const seed = Number(values.seed);
const until = performance.now() + Number(values.minutes) * 60_000;
const blocks = values.block === undefined ? Array.from({ length: Math.ceil(Number(values.rounds) / BLOCK) }, (_, index) => index) : values.block.map(Number);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const all: Judged[] = [];

print(`seed ${values.seed}`);
for (const block of blocks) {
  const kind = KINDS[block % KINDS.length];
  if (!kind || !values.variant.includes(kind.variant)) continue;
  if (performance.now() > until) break;
  const began = performance.now();
  const first = block * BLOCK + 1;
  const count = Math.min(BLOCK, values.block === undefined ? Number(values.rounds) - block * BLOCK : BLOCK);
  const rounds = Array.from({ length: count }, (_, index) => roundOf(seed, first + index));
  const judged = await runBlock(kind, rounds, values.keep === undefined ? null : join(values.keep, String(block)));
  all.push(...judged);
  print(`block ${String(block)}, rounds ${String(first)} to ${String(first + count - 1)}, ${kind.variant}, database in /${kind.database}: ${figures(judged)}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  for (const { round, wrong } of judged.filter((each) => each.wrong.length > 0)) {
    print(`WRONG round ${String(round.number)}: ${roundWords(round)}`);
    for (const line of wrong) print(`  ${line}`);
  }
}
print(`seed ${values.seed}: ${figures(all)}`);
process.exitCode = all.length > 0 && all.every(({ wrong }) => wrong.length === 0) ? 0 : 1;

function figures(judged: readonly Judged[]): string {
  const killed = judged.filter(({ round, seen }) => round.actors.some((actor, index) => actor === victimOf(round) && seen?.actors[index]?.code === 137));
  const count = (wanted: (each: Judged) => boolean): string => String(judged.filter(wanted).length);
  return `${String(judged.length)} rounds, ${count(({ wrong }) => wrong.length > 0)} wrong, ${String(killed.length)} with a kill, ${count(({ seen }) => typeof seen?.mended === 'string')} mended by dpkg, ${count(({ round }) => round.reset)} reset`;
}
