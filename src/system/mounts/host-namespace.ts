// This file enters PID 1's mount namespace: a service with PrivateTmp=, a login with pam_namespace and a sandbox have their own, and an
// overlay mounted there would not be the host's.

import { CLEAN_ENVIRONMENT, exitCodeOf } from '../processes/run-program.ts';
import { isFolder, linkTarget } from '../files/read.ts';
import { ENTERED } from '../processes/callers-environment.ts';
import { runInForeground } from '../processes/foreground.ts';
import { ignoredMark } from '../processes/ignored-signals.ts';
import { locate } from '../processes/locate.ts';
import { ownProgram } from '../processes/own-program.ts';

/** The limit is in milliseconds, for a program that ends at once. */
const TIMEOUT = 30_000;

/** Says how the attempt to enter PID 1's mount namespace ended. */
export type Entry =
  /** This process is already in PID 1's mount namespace. */
  | { kind: 'inside' }
  /** The same command ran there and exited with this code. */
  | { kind: 'ran'; exitCode: number }
  | { kind: 'impossible'; reason: string };

/**
 * Runs this very command line in PID 1's mount namespace, unless it already runs there. It starts in `folder` if that exists there.
 * `environment` is what it gets besides a mark of ours.
 */
export async function enterHostNamespace(folder: string, environment: NodeJS.ProcessEnv = CLEAN_ENVIRONMENT): Promise<Entry> {
  const [own, first] = [namespaceOf('self'), namespaceOf('1')];
  if (own === undefined || first === undefined) return { kind: 'impossible', reason: '/proc/1/ns/mnt cannot be read' };
  if (own === first) return { kind: 'inside' };
  // This mark keeps us from starting ourselves for ever on a host where entering changes nothing.
  if (process.env[ENTERED] !== undefined) return { kind: 'impossible', reason: 'nsenter did not lead into it' };
  const nsenter = locate('nsenter');
  if (nsenter === undefined) return { kind: 'impossible', reason: 'the program nsenter is not installed' };
  // --root is needed because PID 1 may have changed its root directory after it made the namespace, as that of an initramfs does.
  // The dot makes a link to a folder count as a folder.
  const start = isFolder(`/proc/1/root${folder}/.`) ? folder : '/';
  const enter = ['--target', '1', '--mount', '--root', `--wdns=${start}`, '--'];
  const program = ownProgram();
  if (exitCodeOf(nsenter, [...enter, '/usr/bin/test', '-x', program[0]], { timeout: TIMEOUT }) !== 0) return { kind: 'impossible', reason: `${program[0]} cannot be started there` };
  return { kind: 'ran', exitCode: await runInForeground(nsenter, [...enter, ...program, ...process.argv.slice(2)], { ...environment, ...kept(), ...ignoredMark(), [ENTERED]: '1' }) };
}

/** `status` names the user behind sudo; the other two decide about colour. */
const KEPT = ['SUDO_USER', 'TERM', 'NO_COLOR'];

function kept(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.includes(name)));
}

/** Tells whether this process is certainly in another mount namespace than PID 1. */
export function isInOtherNamespace(): boolean {
  const first = namespaceOf('1');
  return first !== undefined && first !== namespaceOf('self');
}

function namespaceOf(pid: string): string | undefined {
  return linkTarget(`/proc/${pid}/ns/mnt`);
}

/** Tells whether root runs this; main.ts has made sure that the real user is the effective one. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
