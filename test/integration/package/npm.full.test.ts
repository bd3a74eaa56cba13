// The npm package: packed, installed into an empty folder without a network, used as a program and as a library.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootPlain } from '../../testbed/hosts/plain.ts';

const checkout = join(import.meta.dirname, '../../..');
const lockedHost = join(checkout, 'test/hosts/trixie-plain-locked');
const tsc = join(checkout, 'node_modules/typescript/bin/tsc');
const DISTRIBUTION = '/usr/sbin:/usr/bin:/sbin:/bin';
const nodes = { "the distribution's Node": '/usr/bin/node', "the project's Node": process.execPath };

let work: string;
let installed: string;

/** A program's standard output; a job that fails throws with what it said. */
function run(file: string, args: readonly string[], { cwd = work, path = DISTRIBUTION } = {}): string {
  return execFileSync(file, args, { cwd, encoding: 'utf8', env: { PATH: path, HOME: work, LC_ALL: 'C.UTF-8' }, stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'npm-package-'));
  run('npm', ['pack', '--silent', '--pack-destination', work], { cwd: checkout, path: `${join(checkout, 'node_modules/.bin')}:${DISTRIBUTION}` });
  const [tarball = ''] = readdirSync(work).filter((name) => name.endsWith('.tgz'));
  mkdirSync(join(work, 'user'));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(work, tarball)], { cwd: join(work, 'user') });
  installed = join(work, 'user/node_modules');
}, 120_000);

afterAll(() => {
  rmSync(work, { recursive: true });
});

it('brings nothing along but itself', () => {
  expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['apt-image-based']);
  expect(readdirSync(join(installed, 'apt-image-based')).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'docs', 'package.json']);
  // Debian's place for texts of licences.
  expect(readFileSync(join(installed, 'apt-image-based/dist/npm/copyright'), 'utf8')).not.toContain('/usr/share');
});

describe.each(Object.entries(nodes))('%s', (_, node) => {
  const program = (): string => join(installed, '.bin/usr-overlay');

  it('runs the program', () => {
    expect(run(node, [program(), '--version'])).toMatch(/^usr-overlay \d+\.\d+\.\d+\n$/);
    expect(run(node, [program(), 'status', '--json'])).toContain('"imageManager"');
    expect(() => run(node, [program(), 'check', '--from', lockedHost])).toThrow(expect.objectContaining({ status: 10, stdout: expect.stringContaining('refuse: ') }));
  });

  it('imports the library, whose answer is what the program prints', () => {
    const file = join(work, 'user/judge.mjs');
    writeFileSync(file, `import { decide, gatherFacts } from 'apt-image-based';\nconsole.log(JSON.stringify([decide(gatherFacts()), decide(gatherFacts({ from: process.argv[2] }))]));\n`);
    const [here, there] = JSON.parse(run(node, [file, lockedHost])) as [unknown, Record<string, unknown>];
    expect(here).toEqual(JSON.parse(run(node, [program(), 'check', '--json'])));
    expect(there).toMatchObject({ schema: 1, verdict: 'refuse', rule: 'image-locked', imageManager: 'ostree' });
  });

  it('finds the JSON schemas', () => {
    const file = join(work, 'user/schema.mjs');
    writeFileSync(file, `import schema from 'apt-image-based/check.schema.json' with { type: 'json' };\nconsole.log(schema.title);\n`);
    expect(run(node, ['--no-warnings', file])).toBe('The answer of `usr-overlay check --json`\n');
  });
});

it.each([{ module: 'nodenext' }, { module: 'esnext', moduleResolution: 'bundler' }])('has types: %j', (options) => {
  const folder = join(work, 'user');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'judge.ts'), `import { decide, gatherFacts, type CheckAnswer } from 'apt-image-based';
const answer: CheckAnswer = decide(gatherFacts({ from: '/x' }));
export const verdict: 'allow' | 'notice' | 'refuse' = answer.verdict;
export const fileSystem: string | null = answer.usr.fsType;
// @ts-expect-error a verdict is no number
export const wrong: number = answer.verdict;
`);
  const compilerOptions = { strict: true, skipLibCheck: false, noEmit: true, types: [], target: 'es2022', ...options };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['judge.ts'] }));
  expect(run(process.execPath, [tsc, '--project', folder])).toBe('');
}, 60_000);

it("puts an overlay on and takes it off by a distribution's Node", async () => {
  const job = `set -e; u='node /run/npm/apt-image-based/dist/npm/usr-overlay.cjs'
$u up; touch /usr/x; $u status | grep overlay:; $u diff | grep /usr/x; $u down; ! [ -e /usr/x ]
$u run touch /usr/y; ! touch /usr/z 2>/dev/null; $u down`;
  const result = await bootPlain({ suite: 'forky', kind: 'read-only-bind', extra: ['nodejs'], job, binds: [[installed, '/run/npm']] });
  expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining('native, transient, read/write') });
}, 300_000);
