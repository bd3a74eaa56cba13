// Everything that can go wrong around the program, one thing at a time, and what the host is like then:
// `npm run test:faults -- [--minutes N] [--seed N] [--variant NAME]… [--host NAME]… [--kind NAME]… [--only TEXT]`
import { parseArgs } from 'node:util';
import { collectCases, tryCases } from './campaign.ts';
import { HOST_ROWS } from './hosts.ts';
import { orderCases } from './order.ts';
import { renderTable, type Tried } from './table.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
    variant: { type: 'string', multiple: true },
    host: { type: 'string', multiple: true },
    kind: { type: 'string', multiple: true },
  },
});
const rows = HOST_ROWS.filter(({ host, variant }) => (values.variant?.includes(variant.name) ?? true) && (values.host?.includes(host) ?? true))
  .map((row) => ({ ...row, kinds: row.kinds.filter((kind) => values.kind?.includes(kind) ?? true) }))
  .filter(({ kinds }) => kinds.length > 0);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const end = performance.now() + Number(values.minutes) * 60_000;
print(`seed ${values.seed}, ${values.minutes} minutes, ${String(rows.length)} hosts`);

const tried: Tried[] = [];
let untried = 0;
for (const [index, row] of rows.entries()) {
  const title = `${row.host} on ${row.variant.name}`;
  const until = performance.now() + (end - performance.now()) / (rows.length - index);
  const cases = orderCases((await collectCases(row)).filter(({ title: name }) => name.includes(values.only)), Number(values.seed));
  const done = await tryCases(row, cases, until, print);
  tried.push(...done);
  untried += cases.length - done.length;
  print(`${title}: ${String(done.length)} of ${String(cases.length)} faults tried`);
}
for (const line of renderTable(tried)) print(line);
if (untried > 0) print(`${String(untried)} faults were left for another seed, or more minutes`);
const isWrong = tried.length === 0 || tried.some(({ result }) => result === 'wrong');
process.exitCode = isWrong ? 1 : 0;
