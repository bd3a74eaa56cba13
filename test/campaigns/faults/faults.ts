// Everything that can go wrong around the program, one thing at a time, and what the host is like then.
import type { Asked } from '../options.ts';
import { print, type Outcome } from '../outcome.ts';
import { collectCases, tryCases, type Tried } from './try-cases.ts';
import { HOST_ROWS } from './hosts.ts';
import { orderCases } from './order.ts';

const MINUTES = 15;
/** Milliseconds for each host. */
const LEAST = 30_000;

export async function run(asked: Asked): Promise<Outcome[]> {
  const variants = asked.variants();
  const rows = HOST_ROWS.filter(({ host, variant }) => asked.isHost(host) && variants.includes(variant));
  const end = asked.until(MINUTES);
  const tried: Tried[] = [];
  for (const [index, row] of rows.entries()) {
    const cases = orderCases((await collectCases(row)).filter(({ title }) => asked.holds(title)), asked.seed);
    // A busy machine may need all the time to find the cases: some are tried all the same.
    const until = performance.now() + Math.max(LEAST, (end - performance.now()) / (rows.length - index));
    const done = await tryCases(row, cases, until, print);
    tried.push(...done);
    print(`${row.host} on ${row.variant.name}: ${String(done.length)} of ${String(cases.length)} faults tried; another seed, or more minutes, has the others`);
  }
  return [...Map.groupBy(tried, ({ family }) => family)].sort(([one], [other]) => (one < other ? -1 : 1)).map(([family, all]) => outcome(family, all));
}

/** One that was missed was not tried: the command did not come by the place, which another process's timing can do. */
function outcome(name: string, all: readonly Tried[]): Outcome {
  const count = (wanted: Tried['result']): number => all.filter(({ result }) => result === wanted).length;
  const missed = count('missed');
  return { name, tried: all.length - missed, wrong: count('wrong'), ...(missed === 0 ? {} : { note: `${String(missed)} missed` }) };
}
