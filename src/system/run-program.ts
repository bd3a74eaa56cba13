// Running a program of the host that changes something: by absolute path, in a clean environment, with a limit in time.

import { CLEAN_ENVIRONMENT } from './ask.ts';
import { locate } from './live-evidence.ts';

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
  if (path === undefined) return { ok: false, line: `${program}: not installed` };
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
  if (!result.failed) return { ok: true };
  if (result.timedOut) return { ok: false, line: `${program}: no answer within ${timeout / 1000} seconds` };
  const said = firstLine(result.stderr) ?? (result.signal === undefined ? `exit code ${String(result.exitCode)}` : `killed by ${result.signal}`);
  const line = said.startsWith(`${program}: `) ? said : `${program}: ${said}`;
  return { ok: false, line, ...(result.exitCode !== undefined && { exitCode: result.exitCode }) };
}

/** Of a program gone wild: a line of its own is far shorter. */
const LONGEST_LINE = 300;

export function firstLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.replace(/[\x00-\x1f\x7f]/g, '').trim()).filter((line) => line !== '');
  // dpkg tells in the second what its first one is about.
  const said = lines[0]?.endsWith(':') ? lines.slice(0, 2).join(' ') : lines[0];
  return said?.replace(/^error: /, '').slice(0, LONGEST_LINE);
}
