// npm run test:e2e -- [--boots N] [--write] [SUITE…]: the story on booted machines, over real reboots, or its first boots; with
// --write the steps and their times into docs/booted-machines, too. Exit code 1 when anything is not as told.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { IMAGES, type Image } from './image.ts';
import { openMachine, type Machine } from './machine.ts';
import { judge, type Boot } from './step.ts';
import { storyOf } from './story.ts';
import { renderHeadline, renderStep } from './transcript.ts';

const RECORDS = join(import.meta.dirname, '../../../docs/booted-machines');
const options = { boots: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const boots = Number(values.boots);
if (!Number.isInteger(boots) || boots < 1) throw new Error('--boots takes a number, of at least 1');
const unknown = positionals.find((name) => !IMAGES.some(({ suite }) => suite === name));
if (unknown !== undefined) throw new Error(`no suite ${unknown}: ${IMAGES.map(({ suite }) => suite).join(', ')}`);
if (process.getuid?.() !== 0) throw new Error('images are made and mounted: run this as root');

type Tally = { steps: number; wrong: number; boots: number; /** The lines that --write keeps. */ record: string[] };

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const sums: string[] = [];
for (const image of IMAGES.filter(({ suite }) => positionals.length === 0 || positionals.includes(suite))) sums.push(await play(image));
print('');
for (const sum of sums) print(sum);
process.exitCode = sums.every((sum) => sum.includes(', 0 wrong,')) ? 0 : 1;

async function play(image: Image): Promise<string> {
  const began = performance.now();
  const tally: Tally = { steps: 0, wrong: 0, boots: 0, record: [] };
  const title = `${image.suite}, ${image.composefs ? 'composefs, ' : ''}dpkg's database in /${image.database}`;
  note(tally, `\n== ${title}`);
  let machine: Machine | undefined;
  try {
    machine = await openMachine(image);
    for (const boot of storyOf(image).slice(0, boots)) await playBoot(machine, boot, tally);
  } catch (error) {
    tally.wrong += 1;
    print(`WRONG ${String(error)}`);
  } finally {
    await machine?.remove();
  }
  const sum = `${title}: ${String(tally.boots)} boots, ${String(tally.steps)} steps, ${String(tally.wrong)} wrong, ${seconds(began)}`;
  if (values.write) writeFileSync(join(RECORDS, `${image.suite}.txt`), [...tally.record, '', sum, ''].join('\n').trimStart());
  return sum;
}

async function playBoot(machine: Machine, { title, steps }: Boot, tally: Tally): Promise<void> {
  tally.boots += 1;
  note(tally, `\n-- boot ${String(tally.boots)}: ${title}`);
  const { seen, up, down, journal } = await machine.boot(steps);
  const judged = steps.map((step, index) => ({ step, seen: seen[index] ?? null, wrong: judge(step, seen[index] ?? null) }));
  note(tally, `up after ${up.toFixed(0)} s`);
  print('');
  for (const { step, seen: answer, wrong } of judged) {
    tally.record.push(renderHeadline(step, answer, wrong));
    print(renderStep(step, answer, wrong));
  }
  note(tally, `rebooting: ${down.toFixed(0)} s`);
  const wrong = judged.filter((each) => each.wrong.length > 0).length;
  if (wrong > 0) print(`the end of the journal:\n${journal.split('\n').slice(-60).join('\n')}`);
  tally.steps += steps.length;
  tally.wrong += wrong;
}

function note({ record }: Tally, text: string): void {
  record.push(text);
  print(text);
}
