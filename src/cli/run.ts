// `usr-overlay run`: one command sees a writable /usr, the rest of the host the same files read-only. What `dnf --transient` is to dnf.

import { EXIT } from '../core/exit-codes.ts';
import { parseFacts } from '../core/facts.ts';
import { describeHost } from '../core/host.ts';
import type { Plan } from '../core/overlay-plan.ts';
import { findStorage } from '../overlay/find-storage.ts';
import { findCandidates } from '../overlay/gather.ts';
import { planOptions } from '../overlay/plan-options.ts';
import { planUp } from '../overlay/plan-up.ts';
import type { Situation, UpOptions } from '../overlay/situation.ts';
import { callersEnvironment, isInOtherNamespace } from '../system/host-namespace.ts';
import { gatherQuickly } from '../system/live-evidence.ts';
import { isWritable } from '../system/mounts.ts';
import type { Namespace } from '../system/own-namespace.ts';
import { makeWritableNamespace, runCommandIn } from '../system/writable-namespace.ts';
import { requireConfig } from './configuration.ts';
import type { Context } from './context.ts';
import { enterHost, runSession } from './overlay-session.ts';

type Made = Namespace & { kind: 'made' };

export async function run(command: readonly string[], context: Context): Promise<number> {
  if (isInOverlay()) return execute(null, command, context);
  const elsewhere = await enterHost('run', false, context, callersEnvironment());
  if (elsewhere) return elsewhere.exitCode;
  const config = await requireConfig(context);
  if (!config) return EXIT.configuration;
  const options = planOptions({ readOnly: true, hotfix: false, backend: null, size: null, storage: null }, config, findStorage(config.overlay.storage));
  const plan = (situation: Situation): Plan => planRun(situation, options);
  let namespace: Made | null = null;
  // Under the lock: a `down` after that finds the namespace, one before it no overlay.
  const finish = async (): Promise<string | null> => {
    if (isWritable('/usr')) return null;
    const made = await makeWritableNamespace();
    if (made.kind === 'failed') return made.line;
    namespace = made;
    return null;
  };
  const code = await runSession({ name: 'run', dryRun: false, candidates: findCandidates(config.overlay.follow, []), plan, finish }, context);
  return code === EXIT.done ? execute(namespace, command, context) : code;
}

/** A command that is not there: 127, as of a shell. */
async function execute(namespace: Made | null, command: readonly string[], context: Context): Promise<number> {
  try {
    return await runCommandIn(namespace, context.invokedFrom, command);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EACCES') throw error;
    context.message(`error: ${JSON.stringify(command[0])} cannot be executed: ${code}`);
    return code === 'ENOENT' ? 127 : 126;
  }
}

/** Also true inside of another `run`: there is nothing to set up, and its lock may still be held. */
function isInOverlay(): boolean {
  const host = describeHost(parseFacts(gatherQuickly()));
  return host.usrOverlay !== null && host.usr.writable === true && isInOtherNamespace();
}

function planRun(situation: Situation, options: UpOptions): Plan {
  const plan = planUp(situation, options);
  return plan.kind === 'refused' ? plan : { ...plan, notes: plan.notes.filter((note) => note.kind !== 'read-only-not-done') };
}
