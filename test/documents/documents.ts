// npm run documents -- [NAME…] [--write]: makes what pages hold, and proves it. Without a name all of it; with --write the pages are
// written where all is as told. Exit code 1 when anything is not.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fromRoot } from '../../scripts/paths.ts';

/** `words`: for Node. `writes`: what --write adds; of a page that is only written, the command is left out without it. */
type Document = { name: string; text: string; words: readonly string[]; writes: readonly string[]; onlyWritten?: true };

const DOCUMENTS: readonly Document[] = [
  { name: 'manual', text: 'man/*.txt, the pages as `usr-overlay help` shows them', words: ['scripts/manual-text.ts', '--check'], writes: [] },
  { name: 'lines', text: 'docs/lines.md, every line that the program prints', words: ['test/documents/lines.ts'], writes: ['--write'] },
  { name: 'recipes', text: 'the blocks of docs/automation.md, image-builders.md and operators.md, run', words: ['node_modules/.bin/jest', '--selectProjects', 'integration', '--testPathPatterns', 'integration/pages/'], writes: [] },
  { name: 'transcripts', text: 'docs/transcripts/, each way in as a new user types it', words: ['test/documents/demo/demo.ts', '--all'], writes: ['--write'] },
  { name: 'pictures', text: "docs/pictures/ and docs/first-minute.md, a real host's terminal", words: ['test/documents/pictures/pictures.ts'], writes: [], onlyWritten: true },
  { name: 'benchmarks', text: 'docs/benchmarks.md, what the guard and the commands cost', words: ['test/documents/bench/bench.ts'], writes: ['--write'] },
];

process.exitCode = main();

function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
  const unknown = positionals.find((name) => !DOCUMENTS.some((each) => each.name === name));
  if (unknown !== undefined || values.help) {
    const lines = ['npm run documents -- [NAME…] [--write]', '', ...DOCUMENTS.map(({ name, text }) => `  ${name.padEnd(13)}${text}`)];
    process[unknown === undefined ? 'stdout' : 'stderr'].write(`${unknown === undefined ? '' : `error: no document ${unknown}\n\n`}${lines.join('\n')}\n`);
    return unknown === undefined ? 0 : 64;
  }
  const failed = DOCUMENTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)).filter((each) => !isMade(each, values.write));
  for (const { name } of failed) process.stdout.write(`failed: ${name}\n`);
  return failed.length === 0 ? 0 : 1;
}

function isMade({ name, words, writes, onlyWritten }: Document, write: boolean): boolean {
  if (onlyWritten && !write) {
    process.stdout.write(`== ${name}: only made with --write\n`);
    return true;
  }
  process.stdout.write(`== ${name}\n`);
  // The manual is checked by the word that --write leaves out.
  const all = write ? [...words.filter((word) => word !== '--check'), ...writes] : words;
  const env = { ...process.env, NODE_OPTIONS: name === 'recipes' ? '--experimental-vm-modules --no-warnings' : '', AIB_FULL: '1' };
  return spawnSync(process.execPath, all, { cwd: fromRoot(), stdio: 'inherit', env }).status === 0;
}
