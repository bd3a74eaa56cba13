// Getting into PID 1's mount namespace: a service with PrivateTmp=, a login with pam_namespace and a sandbox have their own,
// and an overlay that is mounted there is not the host's.

import { spawnSync } from 'node:child_process';
import { isSea } from 'node:sea';
import { CLEAN_ENVIRONMENT } from '../processes/ask.ts';
import { isFolder, linkTarget } from '../files/read.ts';
import { ENTERED } from '../processes/callers-environment.ts';
import { runInForeground } from '../processes/foreground.ts';
import { ignoredMark } from '../processes/ignored-signals.ts';
import { locate } from '../processes/locate.ts';

export type Entry =
  /** This process is in PID 1's mount namespace. */
  | { kind: 'inside' }
  /** The same command ran there, and ended so. */
  | { kind: 'ran'; exitCode: number }
  | { kind: 'impossible'; reason: string };

/**
 * Runs this very command line in PID 1's mount namespace, from the same folder if it is there, unless it runs there already.
 * `environment` is what it gets besides a mark of ours.
 */
export async function enterHostNamespace(folder: string, environment: NodeJS.ProcessEnv = CLEAN_ENVIRONMENT): Promise<Entry> {
  const [own, first] = [namespaceOf('self'), namespaceOf('1')];
  if (own === undefined || first === undefined) return { kind: 'impossible', reason: '/proc/1/ns/mnt cannot be read' };
  if (own === first) return { kind: 'inside' };
  // So that a host where entering changes nothing does not start us for ever.
  if (process.env[ENTERED] !== undefined) return { kind: 'impossible', reason: 'nsenter did not lead into it' };
  const nsenter = locate('nsenter');
  if (nsenter === undefined) return { kind: 'impossible', reason: 'the program nsenter is not installed' };
  // --root: PID 1 may have changed its root directory after it made the namespace, as an initramfs's does.
  // With the dot a link to a folder counts as one.
  const start = isFolder(`/proc/1/root${folder}/.`) ? folder : '/';
  const enter = ['--target', '1', '--mount', '--root', `--wdns=${start}`, '--'];
  const isReachable = spawnSync(nsenter, [...enter, '/usr/bin/test', '-x', process.execPath], { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: 'ignore' });
  if (isReachable.status !== 0) return { kind: 'impossible', reason: `${process.execPath} cannot be started there` };
  return { kind: 'ran', exitCode: await runInForeground(nsenter, [...enter, ...ownCommandLine()], { ...environment, ...kept(), ...ignoredMark(), [ENTERED]: '1' }) };
}

/** In the single executable the program is its own script; argv[1] is then the name that it was called by. */
function ownCommandLine(): string[] {
  const [, script = '', ...words] = process.argv;
  return isSea() ? [process.execPath, ...words] : [process.execPath, ...process.execArgv, script, ...words];
}

/** Who it was, for `status`; what the terminal is, and whether it is to have colour. */
const KEPT = ['SUDO_USER', 'TERM', 'NO_COLOR'];

function kept(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.includes(name)));
}

/** Whether this process surely has another mount namespace than PID 1. */
export function isInOtherNamespace(): boolean {
  const first = namespaceOf('1');
  return first !== undefined && first !== namespaceOf('self');
}

function namespaceOf(pid: string): string | undefined {
  return linkTarget(`/proc/${pid}/ns/mnt`);
}

/** Whether root runs this; main.ts has seen to it that the real user is the effective one. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
