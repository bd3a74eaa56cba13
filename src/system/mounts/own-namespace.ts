// This file makes a mount namespace like the host's in which something is mounted differently. It is a slave of the host's: the host's
// mounts and unmounts reach it, its own stay inside.

import { spawn } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { once } from 'node:events';
import { CLEAN_ENVIRONMENT } from '../processes/run-program.ts';
import { locate } from '../processes/locate.ts';
import { firstLine } from '../processes/run-program.ts';
import { ownContextVariable } from '../processes/selinux.ts';
import { O_PATH } from '../files/read.ts';

/** Holds open descriptors of the new namespace and of its root directory, or why there is none. */
export type Namespace = { kind: 'made'; fds: readonly [namespace: number, root: number] } | { kind: 'failed'; line: string };

/** A mount may take this long. */
const TIMEOUT = 30_000;


/** Runs the shell text `script`, which calls mount(8) as `$IN_OWN_CONTEXT mount`, with `words` in the new namespace, which lives while its descriptors are open or a process is in it. */
export async function makeNamespace(script: string, words: readonly string[] = []): Promise<Namespace> {
  const unshare = locate('unshare');
  if (unshare === undefined) return { kind: 'failed', line: 'unshare: not installed' };
  // This process waits until we hold its namespace open.
  const maker = spawn(unshare, ['--mount', '--propagation', 'slave', '--', 'sh', '-c', `${script} && echo made && read -r _`, 'sh', ...words], {
    cwd: '/',
    env: { ...CLEAN_ENVIRONMENT, ...ownContextVariable() },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  maker.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(maker, 'close');
  const timer = setTimeout(() => maker.kill('SIGKILL'), TIMEOUT);
  const answer = await Promise.race([once(maker.stdout, 'data').then(([data]) => String(data)), ended.then(() => null)]);
  clearTimeout(timer);
  if (answer !== 'made\n') {
    maker.kill('SIGKILL');
    return { kind: 'failed', line: firstLine(said) ?? 'unshare: no mount namespace could be made' };
  }
  const proc = `/proc/${String(maker.pid)}`;
  const fds = [openSync(`${proc}/ns/mnt`, constants.O_RDONLY), openSync(`${proc}/root`, O_PATH | constants.O_DIRECTORY)] as const;
  maker.stdin.end('\n');
  await ended;
  return { kind: 'made', fds };
}
