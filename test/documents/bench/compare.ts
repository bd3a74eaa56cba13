// `npm run bench -- --against COMMIT`: the executable of this tree beside that of an earlier commit, by turns on one host. What takes a
// quarter longer is wrong, if it does so each time that it is looked at; what passes on the second look was the machine.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executableFile, root } from '../../../scripts/paths.ts';
import { chooseRows, type Choice } from './choose.ts';
import { measure } from './measure.ts';
import { renderRow } from './page.ts';
import { comparison } from './rows/comparison.ts';
import { median } from './statistics.ts';

const LOOKS = 3;
/** In place of a commit: the one that wrote the table of docs/benchmarks.md last. */
const LAST_TABLE = 'table';

/** The exit code: 1 where something has become slower, 64 where there is no such commit. */
export async function compareWith(given: string, choice: Omit<Choice, 'write'>): Promise<number> {
  const commit = given === LAST_TABLE ? git('log', '-1', '--format=%H', '--', 'docs/benchmarks.md') : git('rev-parse', '--verify', '--quiet', `${given}^{commit}`);
  if (commit === '') return noCommit(given);
  const work = mkdtempSync(join(tmpdir(), 'bench-against-'));
  try {
    const before = buildOf(commit, work);
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    process.stdout.write(`this tree beside ${commit.slice(0, 9)}, by turns\n`);
    return await look(before, choice);
  } finally {
    git('worktree', 'remove', '--force', join(work, 'tree'));
    rmSync(work, { recursive: true, force: true });
  }
}

/** Measures the rows, and those that are slower again. */
async function look(before: string, choice: Omit<Choice, 'write'>): Promise<number> {
  let rows = comparison.rows;
  for (let turn = 1; rows.length > 0 && turn <= LOOKS; turn++) {
    const chosen = chooseRows([{ ...comparison, rows }], { ...choice, write: false });
    if (typeof chosen === 'string') {
      process.stderr.write(`error: ${chosen}\n`);
      return 64;
    }
    const [host = comparison] = chosen;
    const measured = await measure(host, (folder) => {
      copyExecutable(executableFile, join(folder, 'now'));
      copyExecutable(before, join(folder, 'before'));
    });
    for (const each of measured) process.stdout.write(`${renderRow(each)}\n`);
    const slower = measured.map(({ row, samples }) => !row.figure(samples.map(median), []).reached);
    rows = comparison.rows.filter(({ title }) => host.rows.some((row, at) => row.title.startsWith(title) && slower[at]));
  }
  return rows.length === 0 ? 0 : 1;
}

function buildOf(commit: string, work: string): string {
  const tree = join(work, 'tree');
  execFileSync('git', ['worktree', 'add', '--quiet', '--detach', tree, commit], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  execFileSync('node', ['scripts/build.ts'], { cwd: tree, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(tree, 'dist/usr-overlay');
}

function copyExecutable(file: string, folder: string): void {
  mkdirSync(folder);
  copyFileSync(file, join(folder, 'usr-overlay'));
}

function noCommit(given: string): number {
  if (given === LAST_TABLE) {
    process.stdout.write('not compared: the commit of the last table is not in this clone\n');
    return 0;
  }
  process.stderr.write(`error: no commit ${given}\n`);
  return 64;
}

/** What git prints; empty where it fails. */
function git(...words: string[]): string {
  try {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
