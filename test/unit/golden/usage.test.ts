// What is said of a wrong command line and of a wrong configuration, and the help that stands above all commands.
import { expect, it } from '@jest/globals';
import { parseWords } from '../../../src/cli/help/parse-words.ts';
import { showOverview } from '../../../src/cli/help/help.ts';
import { tooManyWords, wrongPage } from '../../../src/cli/help/usage-words.ts';
import type { Context } from '../../../src/cli/context.ts';
import { parseConfigFiles } from '../../../src/config/config-files.ts';
import { CHECKS } from '../../../src/config/checks.ts';
import { guardProblem, refusedProblems, warnedProblems } from '../../../src/config/words.ts';
import { describeFault, whyOf } from '../../../src/fault.ts';
import { expectGolden, type Section } from './golden.ts';

const WRONG: readonly string[][] = [
  ['statsu'], ['foo'], ['apt', 'install', 'strace'], ['install', 'strace'], ['unlock'], ['status', '--jsno'], ['up', '--frobnicate'], ['up', '--backend', 'nativ'], ['up', '--size'], ['up', '--read-only', '--hotfix'], ['up', '--persist', '--size', '1G'], ['up', '--verbose'],
  ['diff', '--packages', '--containerfile'], ['diff', '--last'], ['doctor', '--yes'], ['holders', 'extra'], ['record', '12'], ['kept', '--restore', 'etc/x'], ['kept', '--from', '2026'], ['boot', 'x'], ['check', '--from='], ['report'], ['report', ''],
];

async function wrong(words: readonly string[]): Promise<Section> {
  const parsed = await parseWords(words);
  return [`usr-overlay ${words.map((word) => (word === '' ? "''" : word)).join(' ')}`, [parsed.kind === 'wrong' ? `error: ${parsed.line}` : '']];
}

function overview(): string[] {
  const lines: string[] = [];
  showOverview({ answer: (line: string) => lines.push(line), width: { answer: 80, message: 80 } } as unknown as Context);
  return lines.filter((line) => line !== '');
}

const FILE = '/etc/apt-image-based/config.toml';
const problemsOf = (text: string): ReturnType<typeof parseConfigFiles>['problems'] => parseConfigFiles([{ path: FILE, text }]).problems;
/** A value that no key takes. */
const config = Object.keys(CHECKS).map((key): Section => [`configuration: ${key}`, warnedProblems(problemsOf(`${key} = [[]]`)).map((line) => `warning: ${line}`)]);
const many = problemsOf(Array.from({ length: 12 }, (_, index) => `key${String(index)} = 1`).join('\n'));

const fault = (code: string, words: string): Error => Object.assign(new Error(`${code}: ${words}, mkdir '/run/x'`), { code, errno: -1, syscall: 'mkdir' });

it('is the golden text', async () => {
  expectGolden('usage', [
    ...(await Promise.all(WRONG.map(wrong))),
    ['usr-overlay help nosuch', [`error: ${wrongPage('nosuch', ['diff'])}`]],
    ['usr-overlay help diff more', [`error: ${tooManyWords('help', 'more')}`]],
    ['usr-overlay --help', overview()],
    ...config,
    ['configuration: another key', warnedProblems(problemsOf('polcy = "off"')).map((line) => `warning: ${line}`)],
    ['configuration: a word without quotes', refusedProblems(problemsOf('policy = off')).map((line) => `error: ${line}`)],
    ['configuration: many problems, by the guard', guardProblem(many).map((line) => `warning: ${line}`)],
    ['configuration: many problems', warnedProblems(many).slice(-1).map((line) => `warning: ${line}`)],
    ['what the system refuses', [`error: ${describeFault(fault('ENOSPC', 'no space left on device')).line}`, `error: ${describeFault(fault('EROFS', 'read-only file system')).line}`]],
    ['a fault of the program', [`error: ${describeFault(new TypeError('x is not a function')).line}`]],
    ['why, at the end of other sentences', ['EACCES', 'EBUSY', 'EDQUOT', 'EEXIST', 'EIO', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EPERM', 'EXDEV'].map((code) => `error: /etc/x cannot be read: ${whyOf(fault(code, 'cross-device link not permitted'))}`)],
  ]);
});

it('each of these command lines is wrong', async () => {
  for (const words of WRONG) expect((await parseWords(words)).kind).toBe('wrong');
});
