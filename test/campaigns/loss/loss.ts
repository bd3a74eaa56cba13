// Looks for loss: an administrator and package managers on a host with an overlay, how that ends, and whether every byte is still to be
// found. The seed and the number of each history are printed; `--seed N --only NUMBER` plays one again, from the same host.
import { availableParallelism } from 'node:os';
import type { Asked } from '../options.ts';
import { print, secondsSince, type Outcome } from '../outcome.ts';
import { folderToKeep, runBlock, type Judged } from './block.ts';
import { historyOf, historyWords } from './history.ts';
import { HOST_KINDS, kindWords, type HostKind } from './host-kinds.ts';

const HISTORIES = 200;
const BLOCK = 20;

type Block = { kind: HostKind; numbers: number[] };

export async function run(asked: Asked): Promise<Outcome[]> {
  const until = asked.until(Infinity);
  const began = performance.now();
  const keep = folderToKeep(asked.values.keep);
  const blocks = blocksOf(asked);
  const found: { kind: HostKind; judged: Judged }[] = [];
  const worker = async (): Promise<void> => {
    for (let block = blocks.shift(); block && performance.now() < until; block = blocks.shift()) {
      const { kind, numbers } = block;
      const histories = numbers.map((number) => historyOf(asked.seed, number, kind, number % BLOCK === 0)).filter(({ number }) => asked.values.only === undefined || asked.isOnly(String(number)));
      const begun = performance.now();
      await runBlock(kind, histories, keep, (judged) => {
        found.push({ kind, judged });
        tell(asked.seed, kind, judged);
      }).catch((error: unknown) => found.push({ kind, judged: { history: histories[0] ?? historyOf(asked.seed, 0, kind, false), wrong: [`no host: ${String(error)}`], left: [] } }));
      print(`${kindWords(kind)}: ${String(histories.length)} histories, ${secondsSince(begun)}; ${String(found.length)} in all, ${secondsSince(began)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(blocks.length, availableParallelism()) }, worker));
  return outcomesOf(found);
}

/** The last history of each is one after which the host cannot be used again. */
function blocksOf(asked: Asked): Block[] {
  const all = Number(asked.values.rounds ?? HISTORIES);
  const names = asked.variants().map(({ name }) => name);
  const blocks = Array.from({ length: Math.ceil(all / BLOCK) }, (_, block): Block => {
    const kind = HOST_KINDS[block % HOST_KINDS.length] as HostKind;
    return { kind, numbers: Array.from({ length: Math.min(BLOCK, all - block * BLOCK) }, (__, index) => block * BLOCK + index + 1) };
  });
  return blocks.filter(({ kind, numbers }) => names.includes(kind.variant) && numbers.some((number) => asked.isOnly(String(number))));
}

function tell(seed: number, kind: HostKind, { history, wrong }: Judged): void {
  if (wrong.length === 0) return;
  print(`WRONG history ${String(history.number)} of seed ${String(seed)}, ${kindWords(kind)}, ${history.ending}:`);
  for (const line of wrong) print(`  ${line}`);
  for (const line of historyWords(history)) print(`      ${line}`);
}

/** A row for each kind of host, and for each ending. */
function outcomesOf(found: readonly { kind: HostKind; judged: Judged }[]): Outcome[] {
  return [...Map.groupBy(found, ({ kind }) => kindWords(kind))].map(([name, same]) => {
    const endings = [...Map.groupBy(same, ({ judged }) => judged.history.ending)].map(([ending, of]) => `${String(of.length)} ${ending}`);
    const left = same.filter(({ judged }) => judged.left.length > 0).length;
    return { name, tried: same.length, wrong: same.filter(({ judged }) => judged.wrong.length > 0).length, note: `${endings.sort().join(', ')}; ${String(left)} left something behind` };
  });
}
