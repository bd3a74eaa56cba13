// A mount namespace like the host's, in which /usr is read/write, and a command in it. Slave propagation: what the host mounts or
// unmounts reaches it, and what is remounted in it stays there. https://ostreedev.github.io/ostree/man/ostree-admin-unlock.html

import { spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { once } from 'node:events';
import { CLEAN_ENVIRONMENT } from './ask.ts';
import { runInForeground } from './foreground.ts';
import { callersEnvironment } from './host-namespace.ts';
import { locate } from './live-evidence.ts';

export type WritableNamespace = { kind: 'made'; fds: readonly [namespace: number, root: number] } | { kind: 'failed'; line: string };

const O_PATH = 0o10000000;

/** Lives as long as its descriptors are open or a process is in it. */
export async function makeWritableNamespace(): Promise<WritableNamespace> {
  const unshare = locate('unshare');
  if (unshare === undefined) return { kind: 'failed', line: 'unshare: not installed' };
  // A process that waits until we have a hold of its namespace.
  const maker = spawn(unshare, ['--mount', '--propagation', 'slave', '--', 'sh', '-c', `${REMOUNT} && echo made && read -r _`], {
    cwd: '/',
    env: CLEAN_ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  maker.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(maker, 'close');
  const isMade = await Promise.race([once(maker.stdout, 'data').then(() => true), ended.then(() => false)]);
  if (!isMade) return { kind: 'failed', line: said.split('\n')[0] ?? 'mount: failed' };
  const proc = `/proc/${String(maker.pid)}`;
  const fds = [openSync(`${proc}/ns/mnt`, constants.O_RDONLY), openSync(`${proc}/root`, O_PATH | constants.O_DIRECTORY)] as const;
  maker.stdin.end('\n');
  await ended;
  return { kind: 'made', fds };
}

/** The form that ostree's overlay needs, see `remount` in src/system/mounts.ts. */
const REMOUNT = 'mount --internal-only --options-source=disable -o remount,rw /usr';

/** Runs the command in the caller's environment, from `folder`. */
export async function runCommandIn(namespace: (WritableNamespace & { kind: 'made' }) | null, folder: string, command: readonly string[]): Promise<number> {
  const environment = callersEnvironment();
  if (namespace === null) return runInForeground(command[0] ?? '', command.slice(1), environment, folder);
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
