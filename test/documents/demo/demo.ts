// npm run demo: the first minute on this machine. npm run demo -- WAY…: from nothing to the first overlay by each of the ways in, on
// the testbed's hosts; with --write into docs/transcripts. Exit code 1 when anything is not as told.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playMachine } from './machine.ts';
import { renderHead, renderScene } from './page.ts';
import { playScene } from './play.ts';
import { WAYS } from './ways.ts';
import type { Way } from './way.ts';

const PAGES = join(import.meta.dirname, '../../../docs/transcripts');
const HELP = `npm run demo                        the first minute, played with this machine's apt
npm run demo -- WAY...              a way in, from nothing to the first overlay, on a host that is made for it
npm run demo -- --all               all of them
npm run demo -- --write WAY...      writes docs/transcripts/WAY.md, too

${WAYS.map(({ name, title }) => `  ${name.padEnd(16)}${title}\n`).join('')}`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'boolean' }, write: { type: 'boolean' }, help: { type: 'boolean' } } });
  const unknown = positionals.find((name) => !WAYS.some((way) => way.name === name));
  if (values.help === true || unknown !== undefined) {
    process[unknown === undefined ? 'stdout' : 'stderr'].write(`${unknown === undefined ? '' : `error: no way ${unknown}\n\n`}${HELP}`);
    return unknown === undefined ? 0 : 64;
  }
  const asked = WAYS.filter(({ name }) => values.all === true || positionals.includes(name));
  if (asked.length === 0) return playMachine();
  let wrong = 0;
  for (const way of asked) wrong += await play(way, values.write === true);
  return wrong === 0 ? 0 : 1;
}

/** How many steps were not as told. */
async function play(way: Way, write: boolean): Promise<number> {
  let [page, wrong] = [renderHead(way), 0];
  process.stdout.write(page);
  const stage = await way.open();
  try {
    for (const [index, scene] of way.scenes.entries()) {
      const player = stage.players[index];
      if (!player) throw new Error(`${way.name}: nobody plays "${scene.title}"`);
      const played = await playScene(scene, player);
      const text = renderScene(scene, played);
      process.stdout.write(text);
      page += text;
      wrong += played.filter((each) => each.wrong.length > 0).length;
    }
  } finally {
    await stage.remove();
  }
  if (write && wrong === 0) writeFileSync(join(PAGES, `${way.name}.md`), page);
  process.stdout.write(wrong === 0 ? '\n' : `\n${way.name}: ${String(wrong)} steps were not as told\n\n`);
  return wrong;
}

process.exitCode = await main();
