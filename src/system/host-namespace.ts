// Getting into PID 1's mount namespace: a service with PrivateTmp=, a login with pam_namespace and a sandbox have their own,
// and an overlay that is mounted there is not the host's.

import { spawn, spawnSync } from 'node:child_process';
import { readlinkSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { isSea } from 'node:sea';
import { CLEAN_ENVIRONMENT } from './ask.ts';
import { locate } from './live-evidence.ts';

/** Set for the second start, so that a host where entering changes nothing does not start us for ever. */
const ENTERED = 'USR_OVERLAY_ENTERED';

export type Entry =
  /** This process is in PID 1's mount namespace. */
  | { kind: 'inside' }
  /** The same command ran there, and ended so. */
  | { kind: 'ran'; exitCode: number }
  | { kind: 'impossible'; reason: string };

/** Runs this very command line in PID 1's mount namespace, from the same folder if it is there, unless it runs there already. */
export async function enterHostNamespace(folder: string): Promise<Entry> {
  const [own, first] = [namespaceOf('self'), namespaceOf('1')];
  if (own === undefined || first === undefined) return { kind: 'impossible', reason: '/proc/1/ns/mnt cannot be read' };
  if (own === first) return { kind: 'inside' };
  if (process.env[ENTERED] !== undefined) return { kind: 'impossible', reason: 'nsenter did not lead into it' };
  const nsenter = locate('nsenter');
  if (nsenter === undefined) return { kind: 'impossible', reason: 'the program nsenter is not installed' };
  // --root: PID 1 may have changed its root directory after it made the namespace, as an initramfs's does.
  const enter = ['--target', '1', '--mount', '--root', `--wdns=${isThere(folder) ? folder : '/'}`, '--'];
  const isReachable = spawnSync(nsenter, [...enter, '/usr/bin/test', '-x', process.execPath], { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: 'ignore' });
  if (isReachable.status !== 0) return { kind: 'impossible', reason: `${process.execPath} cannot be started there` };
  return { kind: 'ran', exitCode: await runThere(nsenter, [...enter, ...ownCommandLine()]) };
}

/** In the single executable the program is its own script; argv[1] is then the name that it was called by. */
function ownCommandLine(): string[] {
  const [, script = '', ...words] = process.argv;
  return isSea() ? [process.execPath, ...words] : [process.execPath, ...process.execArgv, script, ...words];
}

/** Whether this is a folder for PID 1 too. */
function isThere(folder: string): boolean {
  return statSync(`/proc/1/root${folder}`, { throwIfNoEntry: false })?.isDirectory() === true;
}

function namespaceOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`);
  } catch {
    return undefined;
  }
}

/** Whether root runs this. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

function runThere(nsenter: string, words: readonly string[]): Promise<number> {
  const child = spawn(nsenter, words, { cwd: '/', env: { ...CLEAN_ENVIRONMENT, [ENTERED]: '1' }, stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
