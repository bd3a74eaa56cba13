// npm run test:full [-- PATTERN…] [--minutes N]: every row of the integration tests, two files at a time, and how long each file took.
// After so many minutes no further file is begun; those that were left out are named, and are no failure. What fails is run once more with
// nothing beside it: a file that passes then is named as unsteady. Slow files, each of which takes
// half an hour in which nothing else should run, are asked for by the pattern `slow`.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const WORKERS = 2;
const root = join(import.meta.dirname, '..');
process.env.SOURCE_DATE_EPOCH ??= '1700000000';
const { values, positionals } = parseArgs({ allowPositionals: true, options: { minutes: { type: 'string', default: 'Infinity' } } });

process.exitCode = await main();

async function main(): Promise<number> {
  execFileSync('node', ['scripts/package.ts', '--fast'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const isAsked = (file: string): boolean => (positionals.length === 0 ? !isSlow(file) : positionals.some((pattern) => file.includes(pattern)));
  const waiting = testFiles().filter(isAsked);
  const [failed, began] = [[] as string[], performance.now()];
  const isTime = (): boolean => performance.now() - began < Number(values.minutes) * 60_000;
  const work = async (): Promise<void> => {
    for (let file = isTime() ? waiting.shift() : undefined; file !== undefined; file = isTime() ? waiting.shift() : undefined) if (!(await passes(file))) failed.push(file);
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const unsteady: string[] = [];
  for (const file of failed.splice(0)) (await passes(file) ? unsteady : failed).push(file);
  for (const file of waiting) print(`not begun, for want of time: ${file}`);
  for (const file of unsteady) print(`unsteady, failed beside another file and passed alone: ${file}`);
  for (const file of failed) print(`failed: ${file}`);
  return failed.length === 0 ? 0 : 1;
}

function isSlow(file: string): boolean {
  return file.endsWith('.slow.test.ts');
}

/** From the checkout's root, without links. */
function testFiles(): string[] {
  const folder = join(root, 'test/integration');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter(({ name }) => name.endsWith('.test.ts')).map(({ parentPath, name }) => relative(root, join(parentPath, name))).sort();
}

/** Shows what jest says only where something fails. */
async function passes(file: string): Promise<boolean> {
  const began = performance.now();
  const env = { ...process.env, AIB_FULL: '1', AIB_SLOW: isSlow(file) ? '1' : '', NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
  const jest = spawn('jest', ['--selectProjects', 'integration', '--runInBand', '--silent', '--runTestsByPath', file], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  jest.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  jest.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve) => void jest.on('close', resolve));
  const text = Buffer.concat(said).toString();
  if (code !== 0) process.stdout.write(text);
  print(`${code === 0 ? 'passed' : 'FAILED'} ${file}, ${((performance.now() - began) / 1000).toFixed(0)} s${/^Tests:.*$/m.exec(text)?.[0].replace('Tests:', ':').replace(/ +/g, ' ') ?? ''}`);
  return code === 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
