// Running a program of the host that changes something: by absolute path, in a clean environment, with a limit in time.

import { CLEAN_ENVIRONMENT } from './ask.ts';
import { locate } from './locate.ts';

/** `line` names the program and the first thing it said on standard error. */
export type ProgramResult = { ok: true } | { ok: false; line: string; exitCode?: number };

/** `timeout` in milliseconds. Nothing but standard error is kept, and no open file of ours is inherited. */
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
 * The same without execa, whose own start takes as long as an unlock does: for what `up` and `down` wait for. `meanwhile` is done
 * while the program runs, and must not throw.
 */
export function runQuickly(program: string, words: readonly string[], timeout: number, meanwhile: () => void = () => undefined): Promise<ProgramResult> {
  const path = locate(program);
  if (path === undefined) return Promise.resolve(notInstalled(program));
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(path, words, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'], timeout, killSignal: 'SIGKILL' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, MOST_SAID)));
  const ended = new Promise<ProgramResult>((resolve) => {
    child.on('error', (error) => resolve({ ok: false, line: `${program}: ${error.message}` }));
    child.on('close', (code, signal) => {
      const end = { timedOut: child.killed, said, ...(code !== null && { exitCode: code }), ...(signal !== null && { signal }) };
      resolve(code === 0 ? { ok: true } : failure(program, timeout, end));
    });
  });
  meanwhile();
  return ended;
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
/** Of a program gone wild: a line of its own is far shorter. */
const LONGEST_LINE = 300;

export function firstLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/[\x00-\x1f\x7f]/g, '').trim()).filter((line) => line !== '');
  // dpkg tells in the second what its first one is about.
  const said = lines[0]?.endsWith(':') ? lines.slice(0, 2).join(' ') : lines[0];
  return said?.replace(/^error: /, '').slice(0, LONGEST_LINE);
}
