// npm run campaign -- NAME… [OPTION]…: what runs longer than the tests. `all` is what a release asks for. One table, and exit code 1
// where anything is wrong, or nothing was tried; 64 where the words are.
import { CAMPAIGNS, type Campaign } from './campaigns.ts';
import { givenOptions, OPTION_TEXTS, readOptions, type Asked, type OptionName } from './options.ts';
import { isGood, print, renderTable, secondsSince, type Outcome } from './outcome.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const { names, asked } = readWords(words);
  if (asked === null) return 64;
  if (asked.values.help || names.length === 0) {
    for (const line of help()) print(line);
    return asked.values.help ? 0 : 64;
  }
  const chosen = CAMPAIGNS.filter(({ name }) => names.includes(name) || names.includes('all'));
  const good: boolean[] = [];
  for (const campaign of chosen) good.push(await play(campaign, asked));
  return good.every(Boolean) ? 0 : 1;
}

function readWords(words: readonly string[]): { names: string[]; asked: Asked | null } {
  try {
    const { names, asked } = readOptions(words);
    const unknown = names.find((name) => name !== 'all' && !CAMPAIGNS.some((each) => each.name === name));
    if (unknown !== undefined) throw new Error(`no campaign ${unknown}: ${CAMPAIGNS.map(({ name }) => name).join(', ')}, or all`);
    // To one that would not look at it, an option is a mistake; of all, whoever knows it takes it.
    for (const { name, options } of CAMPAIGNS.filter((each) => names.includes(each.name))) {
      const foreign = givenOptions(asked.values).find((option) => !options.includes(option));
      if (foreign !== undefined) throw new Error(`${name} has no --${foreign}`);
    }
    return { names, asked };
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}; \`npm run campaign -- --help\` tells what there is\n`);
    return { names: [], asked: null };
  }
}

async function play({ name, load }: Campaign, asked: Asked): Promise<boolean> {
  const began = performance.now();
  print(`== ${name}, seed ${String(asked.seed)}`);
  const outcomes = await load().then(({ run }) => run(asked)).catch((error: unknown): Outcome[] => {
    print(`WRONG ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return [{ name: 'did not come to its end', tried: 1, wrong: 1 }];
  });
  print('');
  for (const line of renderTable(name, outcomes)) print(line);
  print(`== ${name}: ${isGood(outcomes) ? 'good' : 'NOT GOOD'}, ${secondsSince(began)}\n`);
  return isGood(outcomes);
}

function help(): string[] {
  return [
    'npm run campaign -- NAME… [OPTION]…',
    'npm run campaign -- all [OPTION]…',
    '',
    ...CAMPAIGNS.flatMap(({ name, text, options }) => [`  ${name.padEnd(14)}${text}`, `${''.padEnd(16)}${options.map((option) => `--${option}`).join(' ')}`]),
    '',
    ...Object.keys(OPTION_TEXTS).map((name) => `  ${OPTION_TEXTS[name as OptionName]}`),
  ];
}
