// A mount namespace like the host's, in which /usr is read/write, and a command in it. Slave propagation: what the host mounts or
// unmounts reaches it, and what is remounted in it stays there. https://ostreedev.github.io/ostree/man/ostree-admin-unlock.html

import { closeSync } from 'node:fs';
import { callersEnvironment } from '../../system/processes/callers-environment.ts';
import { runInForeground } from '../../system/processes/foreground.ts';
import { locate } from '../../system/processes/locate.ts';
import { makeNamespace, type Namespace } from '../../system/mounts/own-namespace.ts';
import { requireProgram } from '../../system/processes/require-program.ts';

export async function makeWritableNamespace(): Promise<Namespace> {
  // Which is needed to get into it.
  return locate('nsenter') === undefined ? { kind: 'failed', line: 'nsenter: not installed' } : makeNamespace(REMOUNT);
}

/** The form that ostree's overlay needs, see `remount` in src/system/mounts/mounts.ts. */
const REMOUNT = 'mount --internal-only --options-source=disable -o remount,rw /usr';

/** Runs the command in the caller's environment, from `folder`. Rejects where it cannot be started. */
export async function runCommandIn(namespace: (Namespace & { kind: 'made' }) | null, folder: string, command: readonly string[]): Promise<number> {
  const environment = callersEnvironment();
  const [program = '', ...words] = command;
  requireProgram(program, environment.PATH, folder);
  if (namespace === null) return runInForeground(program, words, environment, folder);
  const nsenter = locate('nsenter');
  if (nsenter === undefined) throw new Error('nsenter is not installed');
  // It looks for the command in the caller's PATH, once inside, and becomes the command.
  const [mount, root] = namespace.fds.map((fd) => `/proc/${process.pid}/fd/${fd}`);
  try {
    return await runInForeground(nsenter, [`--mount=${String(mount)}`, `--root=${String(root)}`, `--wdns=${folder}`, '--', ...command], environment);
  } finally {
    for (const fd of namespace.fds) closeSync(fd);
  }
}
