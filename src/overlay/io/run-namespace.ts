// This file runs a command in a mount namespace like the host's, in which /usr is read/write. It is a slave of the host's: mounts and
// unmounts of the host reach it, its own remounts stay inside. https://ostreedev.github.io/ostree/man/ostree-admin-unlock.html

import { closeSync } from 'node:fs';
import { callersEnvironment } from '../../system/processes/callers-environment.ts';
import { runInForeground } from '../../system/processes/foreground.ts';
import { locate } from '../../system/processes/locate.ts';
import { makeNamespace, type Namespace } from '../../system/mounts/own-namespace.ts';
import { requireProgram } from '../../system/processes/require-program.ts';

/** Makes the namespace for `usr-overlay run`. */
export async function makeWritableNamespace(): Promise<Namespace> {
  // nsenter is checked now, because it is needed later to enter the namespace.
  return locate('nsenter') === undefined ? { kind: 'failed', line: 'nsenter: not installed' } : makeNamespace(REMOUNT);
}

/** ostree's overlay needs exactly this form, see `remount` in src/system/mounts/mounts.ts. */
const REMOUNT = '$IN_OWN_CONTEXT mount --internal-only --options-source=disable -o remount,rw /usr';

/** Runs the command with the caller's environment in `folder` and returns its exit code. Rejects where it cannot be started. */
export async function runCommandIn(namespace: (Namespace & { kind: 'made' }) | null, folder: string, command: readonly string[]): Promise<number> {
  const environment = callersEnvironment();
  const [program = '', ...words] = command;
  requireProgram(program, environment.PATH, folder);
  if (namespace === null) return runInForeground(program, words, environment, folder);
  const nsenter = locate('nsenter');
  if (nsenter === undefined) throw new Error('nsenter is not installed');
  // nsenter looks the command up in the caller's PATH, once inside the namespace, and then becomes the command.
  const [mount, root] = namespace.fds.map((fd) => `/proc/${process.pid}/fd/${fd}`);
  try {
    return await runInForeground(nsenter, [`--mount=${String(mount)}`, `--root=${String(root)}`, `--wdns=${folder}`, '--', ...command], environment);
  } finally {
    for (const fd of namespace.fds) closeSync(fd);
  }
}
