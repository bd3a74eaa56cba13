// `usr-overlay run`: one command sees a writable /usr, the rest of the host the same files read-only. What `dnf --transient` is to dnf.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { parseFacts } from '../host/facts.ts';
import { describeHost } from '../host/host.ts';
import type { Outcome, Plan } from '../overlay/plan.ts';
import { findStorage, findCandidates } from '../overlay/io/gather.ts';
import { planOptions, type Situation, type UpOptions } from '../overlay/situation.ts';
import { planUp } from '../overlay/plan-up.ts';
import { numberedLines, runLines } from '../overlay/words/step-words.ts';
import { ownEnvironment } from '../system/processes/callers-environment.ts';
import { isInOtherNamespace } from '../system/mounts/host-namespace.ts';
import { keepIgnored } from '../system/processes/ignored-signals.ts';
import { gatherQuickly } from '../host/io/gather-evidence.ts';
import { isWritable } from '../system/mounts/mounts.ts';
import type { Namespace } from '../system/mounts/own-namespace.ts';
import { makeWritableNamespace, runCommandIn } from '../overlay/io/run-namespace.ts';
import { requireConfig } from './configuration.ts';
import type { Context } from './context.ts';
import { enterHost, runSession } from './overlay-session.ts';
import type { RunRequest } from './commands/change.ts';
import { codeOf } from '../fault.ts';

type Made = Namespace & { kind: 'made' };

export async function run({ command, dryRun }: RunRequest, context: Context): Promise<number> {
  keepIgnored();
  const lines = (isPrivate: boolean): string[] => runLines(command, context.invokedFrom, isPrivate);
  if (isInOverlay()) return dryRun ? show(lines(false), context) : execute(null, command, context);
  const elsewhere = await enterHost('run', dryRun, context, ownEnvironment());
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
  const code = await runSession({ name: 'run', dryRun, candidates: findCandidates(config.overlay.follow, []), plan, finish, then: (outcome) => lines(isReadOnly(outcome)) }, context);
  return code === EXIT.done && !dryRun ? execute(namespace, command, context) : code;
}

function show(lines: readonly string[], context: Context): ExitCode {
  for (const line of numberedLines(lines, context.width.answer)) context.answer(line);
  return EXIT.done;
}

/** For the host, so that the command needs a namespace in which it is not. */
function isReadOnly(outcome: Outcome): boolean {
  return outcome === 'mounted-read-only' || outcome === 'already-read-only';
}

/** A command that is not there: 127, as of a shell. */
async function execute(namespace: Made | null, command: readonly string[], context: Context): Promise<number> {
  try {
    return await runCommandIn(namespace, context.invokedFrom, command);
  } catch (error) {
    const code = codeOf(error);
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
