// This file runs programs of the host: by absolute path, in a clean environment, with a time limit. Each function has its use:
//   runProgram   is execa, for all that is neither on the guard's path nor on the short one of `up` and `down`
//   runQuickly   is for what `up` and `down` wait for, where loading execa takes as long as the work itself
//   ask          returns an answer, on the guard's path too; askForReason says why there is none
//   exitCodeOf   is for locks, mounts and the guard, where nothing else may be done before the program has ended
// Programs that are talked to while they run, or that outlive this one, are started where that is done.

import type { StdioOptions } from 'node:child_process';
import { codeOf, whyOf } from '../../fault.ts';
import { locate } from './locate.ts';

/** Programs that root runs get only this: no LD_*, NODE_*, locale or PATH of the caller's. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } as const;

/** Holds the end of a program; `line` names it and the first thing that it wrote to standard error. */
export type ProgramResult = { ok: true } | { ok: false; line: string; exitCode?: number };

/** Runs a program for at most `timeout` milliseconds. Only its standard error is kept, and it inherits no open file of ours. */
export async function runProgram(
  program: string,
  words: readonly string[],
  timeout: number,
  more: { environment?: Record<string, string>; folder?: string } = {},
): Promise<ProgramResult> {
  const path = locate(program);
  if (path === undefined) return notInstalled(program);
  const { execa } = await import('execa');
  const result = await execa(path, words, {
    cwd: more.folder ?? '/',
    env: { ...CLEAN_ENVIRONMENT, ...more.environment },
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout,
    killSignal: 'SIGKILL',
    reject: false,
  });
  return result.failed ? failure(program, timeout, { ...result, said: result.stderr }) : { ok: true };
}

/**
 * Works as `runProgram` without execa, which alone takes as long to load as an unlock: for what `up` and `down` wait for.
 * `meanwhile` is called while the program runs, and must not throw; `before` are a program and its words that start this one.
 */
export function runQuickly(program: string, words: readonly string[], timeout: number, { meanwhile, before = [] }: Quickly = {}): Promise<ProgramResult> {
  const path = locate(program);
  if (path === undefined) return Promise.resolve(notInstalled(program));
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [first = path, ...rest] = [...before, path, ...words];
  const child = spawn(first, rest, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'], timeout, killSignal: 'SIGKILL' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, MOST_SAID)));
  const ended = new Promise<ProgramResult>((resolve) => {
    child.on('error', (error) => resolve({ ok: false, line: `${program}: ${error.message}` }));
    child.on('close', (code, signal) => {
      const end = { timedOut: child.killed, said, ...(code !== null && { exitCode: code }), ...(signal !== null && { signal }) };
      resolve(code === 0 ? { ok: true } : failure(program, timeout, end));
    });
  });
  meanwhile?.();
  return ended;
}

type Quickly = { meanwhile?: (() => void) | undefined; before?: readonly string[] };

/**
 * Returns the standard output of a program that exits with 0 in time, else undefined. Standard error is dropped.
 * `timeout` is in milliseconds; more than `limit` bytes of output (16 MiB) end the program.
 */
export function ask(program: string, args: readonly string[], options: AskOptions): string | undefined {
  const answer = answerOf(program, args, options, 'ignore');
  return answer.status === 0 ? answer.stdout : undefined;
}

type AskOptions = { timeout: number; cwd?: string; environment?: Record<string, string>; limit?: number };

/** Works as `ask`; where there is no text, `silence` says why, in words that follow the program's name. */
export function askForReason(program: string, args: readonly string[], options: AskOptions): { text: string } | { text: undefined; silence: string } {
  const answer = answerOf(program, args, options, 'pipe');
  return answer.status === 0 ? { text: answer.stdout } : { text: undefined, silence: silenceOf(answer, options.timeout) };
}

function answerOf(program: string, args: readonly string[], options: AskOptions, stderr: 'ignore' | 'pipe') {
  return spawnSync()(program, args, {
    cwd: options.cwd ?? '/',
    env: { ...CLEAN_ENVIRONMENT, ...options.environment },
    timeout: options.timeout,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', stderr],
    maxBuffer: options.limit ?? 16 * 1024 * 1024,
    encoding: 'utf8',
  });
}

function silenceOf({ error, status, signal, stderr }: ReturnType<typeof answerOf>, timeout: number): string {
  const code = error && codeOf(error);
  if (code === 'ETIMEDOUT') return `gave no answer within ${timeout / 1000} seconds`;
  if (code === 'ENOBUFS') return 'gave an answer that is too long';
  if (code !== undefined) return `could not be started: ${whyOf(error)}`;
  const said = firstLine(stderr);
  return `failed with ${status === null ? signal ?? 'a signal' : `exit code ${status}`}${said === undefined ? '' : `: ${said}`}`;
}

/**
 * Returns the exit code of a program; null where it cannot be started or is killed, which `killSignal` does after `timeout` milliseconds.
 * `stdio` is as for spawnSync(): an open file for each of its descriptors.
 */
export function exitCodeOf(program: string, args: readonly string[], options: { timeout: number; killSignal?: NodeJS.Signals; stdio?: StdioOptions }): number | null {
  return spawnSync()(program, args, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: 'ignore', killSignal: 'SIGKILL', ...options }).status;
}

/** The module is loaded only here: it costs 2 ms of the guard's start, and on most hosts the guard asks nobody. */
function spawnSync() {
  return process.getBuiltinModule('node:child_process').spawnSync;
}

function notInstalled(program: string): ProgramResult {
  return { ok: false, line: `${program}: not installed` };
}

type End = { timedOut: boolean; said: string; exitCode?: number; signal?: NodeJS.Signals };

function failure(program: string, timeout: number, end: End): ProgramResult {
  if (end.timedOut) return { ok: false, line: `${program}: no answer within ${timeout / 1000} seconds` };
  const said = firstLine(end.said) ?? (end.signal === undefined ? `exit code ${String(end.exitCode)}` : `killed by ${end.signal}`);
  const line = said.startsWith(`${program}: `) ? said : `${program}: ${said}`;
  return { ok: false, line, ...(end.exitCode !== undefined && { exitCode: end.exitCode }) };
}

const MOST_SAID = 64 * 1024;
/** A sane program's first line is far shorter. */
const LONGEST_LINE = 300;

/** Returns the first line of a program's messages without control characters and "error:", or undefined. */
export function firstLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/[\x00-\x1f\x7f]/g, '').trim()).filter((line) => line !== '');
  // dpkg says in its second line what the first one is about.
  const said = lines[0]?.endsWith(':') ? lines.slice(0, 2).join(' ') : lines[0];
  return said?.replace(/^error: /, '').slice(0, LONGEST_LINE);
}

/** How long any program may take to answer before it counts as hanging, in milliseconds. */
export const HANGS = 20_000;
