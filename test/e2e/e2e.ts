// npm run test:e2e -- [--boots N] [SUITE…]: the story on booted machines, over real reboots, or its first boots. Exit code 1 when
// anything is not as told.
import { parseArgs } from 'node:util';
import { IMAGES, type Image } from './image.ts';
import { openMachine, type Machine } from './machine.ts';
import { judge, type Boot } from './step.ts';
import { storyOf } from './story.ts';
import { renderStep } from './transcript.ts';

const { values, positionals } = parseArgs({ options: { boots: { type: 'string', default: '5' } }, allowPositionals: true });
const boots = Number(values.boots);
if (!Number.isInteger(boots) || boots < 1) throw new Error('--boots takes a number, of at least 1');
const unknown = positionals.find((name) => !IMAGES.some(({ suite }) => suite === name));
if (unknown !== undefined) throw new Error(`no suite ${unknown}: ${IMAGES.map(({ suite }) => suite).join(', ')}`);
if (process.getuid?.() !== 0) throw new Error('images are made and mounted: run this as root');

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const sums: string[] = [];
for (const image of IMAGES.filter(({ suite }) => positionals.length === 0 || positionals.includes(suite))) sums.push(await play(image));
print('');
for (const sum of sums) print(sum);
process.exitCode = sums.every((sum) => sum.includes(', 0 wrong,')) ? 0 : 1;

async function play(image: Image): Promise<string> {
  const began = performance.now();
  const tally = { steps: 0, wrong: 0, boots: 0 };
  const title = `${image.suite}, ${image.composefs ? 'composefs, ' : ''}dpkg's database in /${image.database}`;
  print(`\n== ${title}`);
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
  return `${title}: ${String(tally.boots)} boots, ${String(tally.steps)} steps, ${String(tally.wrong)} wrong, ${seconds(began)}`;
}

async function playBoot(machine: Machine, { title, steps }: Boot, tally: { steps: number; wrong: number; boots: number }): Promise<void> {
  tally.boots += 1;
  print(`\n-- boot ${String(tally.boots)}: ${title}`);
  const { seen, up, down, journal } = await machine.boot(steps);
  const judged = steps.map((step, index) => ({ step, seen: seen[index] ?? null, wrong: judge(step, seen[index] ?? null) }));
  print(`up after ${up.toFixed(0)} s\n`);
  for (const { step, seen: answer, wrong } of judged) print(renderStep(step, answer, wrong));
  print(`rebooting: ${down.toFixed(0)} s`);
  const wrong = judged.filter((each) => each.wrong.length > 0).length;
  if (wrong > 0) print(`the end of the journal:\n${journal.split('\n').slice(-60).join('\n')}`);
  tally.steps += steps.length;
  tally.wrong += wrong;
}
