// The story on booted machines, over real reboots, or its first boots; with --write the steps and their times go into
// docs/booted-machines, too.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Asked } from '../options.ts';
import { print, secondsSince, type Outcome } from '../outcome.ts';
import { imageName, IMAGES, type Image } from './image.ts';
import { openMachine, type Machine } from './machine.ts';
import { judge, type Boot } from './step.ts';
import { storyOf } from './story.ts';
import { renderHeadline, renderStep } from './transcript.ts';

const RECORDS = join(import.meta.dirname, '../../../docs/booted-machines');

export async function run(asked: Asked): Promise<Outcome[]> {
  if (process.getuid?.() !== 0) throw new Error('images are made and mounted: run this as root');
  const suites = asked.variants().map(({ suite }) => suite);
  const outcomes: Outcome[] = [];
  for (const image of IMAGES.filter((each) => suites.includes(each.suite) && asked.holds(imageName(each)))) outcomes.push(await play(image, asked));
  return outcomes;
}

type Tally = { steps: number; wrong: number; boots: number; /** The lines that --write keeps. */ record: string[] };

async function play(image: Image, { values: { boots, write } }: Asked): Promise<Outcome> {
  const began = performance.now();
  const tally: Tally = { steps: 0, wrong: 0, boots: 0, record: [] };
  const title = `${image.suite}, ${image.composefs ? 'composefs, ' : ''}${image.selinux ? 'SELinux enforcing, ' : ''}dpkg's database in /${image.database}`;
  note(tally, `\n== ${title}`);
  let machine: Machine | undefined;
  try {
    machine = await openMachine(image);
    for (const boot of storyOf(image).slice(0, boots === undefined ? undefined : Number(boots))) await playBoot(machine, boot, tally);
  } catch (error) {
    tally.wrong += 1;
    print(`WRONG ${String(error)}`);
  } finally {
    await machine?.remove();
  }
  const sum = `${title}: ${String(tally.boots)} boots, ${String(tally.steps)} steps, ${String(tally.wrong)} wrong, ${secondsSince(began)}`;
  if (write) writeFileSync(join(RECORDS, `${imageName(image)}.txt`), [...tally.record, '', sum, ''].join('\n').trimStart());
  return { name: title, tried: tally.steps, wrong: tally.wrong, note: `${String(tally.boots)} boots` };
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
