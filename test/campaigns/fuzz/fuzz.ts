// Any input that breaks a parser, or that turns a refusal into leave: `npm run fuzz -- [--minutes N] [--seed N] [--only TEXT]`
// Prints the inputs tried; a failure comes with the seed and the path that repeat it.
import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { PROPERTIES } from './properties.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) }, only: { type: 'string', default: '' } },
});
const chosen = PROPERTIES.filter(({ name }) => name.includes(values.only));
const share = (Number(values.minutes) * 60_000) / chosen.length;
process.stdout.write(`seed ${values.seed}, ${values.minutes} minutes, ${chosen.length} properties\n`);
let tried = 0;
let failed = 0;
for (const { name, property } of chosen) {
  const details = await fc.check(property, { seed: Number(values.seed), numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: share, markInterruptAsFailure: false });
  tried += details.numRuns;
  process.stdout.write(`${String(details.numRuns).padStart(10)}  ${details.failed ? 'FAILED ' : ''}${name}\n`);
  if (!details.failed) continue;
  failed += 1;
  process.stdout.write(`${fc.defaultReportMessage(details) ?? ''}\n`);
}
process.stdout.write(`${String(tried)} inputs tried, ${String(failed)} properties broken\n`);
process.exitCode = failed === 0 && tried > 0 ? 0 : 1;
