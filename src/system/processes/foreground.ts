// This file runs a program in place of this one: it gets the terminal and the signals, and decides the exit code.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { readText } from '../files/read.ts';
import { withIgnored } from './ignored-signals.ts';

const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
/** A terminal sends these to its whole foreground group, to which the program belongs as well. */
const TERMINAL = new Set<NodeJS.Signals>(['SIGINT', 'SIGQUIT']);

/** Returns the exit code, or 128+n where signal n ended the program. Rejects where it cannot be started. */
export function runInForeground(program: string, words: readonly string[], environment: NodeJS.ProcessEnv, folder = '/'): Promise<number> {
  const early: NodeJS.Signals[] = [];
  let pass = (signal: NodeJS.Signals): void => void early.push(signal);
  const listen = (signal: NodeJS.Signals): void => pass(signal);
  for (const signal of SIGNALS) process.on(signal, listen);
  const [file, ...args] = withIgnored(program, words);
  const child = spawn(file, args, { cwd: folder, env: environment, stdio: 'inherit' });
  pass = (signal) => {
    if (!TERMINAL.has(signal) || !isInForeground()) child.kill(signal);
  };
  for (const signal of early) pass(signal);
  return new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  }).finally(() => {
    for (const name of SIGNALS) process.off(name, listen);
  });
}

/** Tells whether our process group is the terminal's foreground group: fields 5 and 8 of proc_pid_stat(5). */
function isInForeground(): boolean {
  const stat = readText('/proc/self/stat') ?? '';
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return group !== undefined && group === foreground;
}
