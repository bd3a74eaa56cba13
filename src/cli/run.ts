// This file runs `usr-overlay run`: one command sees a writable /usr, the rest of the host sees the same files read-only, as with
// `dnf --transient`.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { parseFacts } from '../host/facts.ts';
import { describeHost } from '../host/host.ts';
import type { Outcome, Plan } from '../overlay/plan.ts';
import { findStorage, findCandidates } from '../overlay/io/gather.ts';
import { planOptions, type Situation, type UpOptions } from '../overlay/situation.ts';
import { planUp } from '../overlay/plan-up.ts';
import { runLines } from '../overlay/words/step-words.ts';
import { ownEnvironment } from '../system/processes/callers-environment.ts';
import { isInOtherNamespace } from '../system/mounts/host-namespace.ts';
import { keepIgnored } from '../system/processes/ignored-signals.ts';
import { gatherQuickly } from '../host/io/gather-evidence.ts';
import { isWritable } from '../system/mounts/mounts.ts';
import type { Namespace } from '../system/mounts/own-namespace.ts';
import { makeWritableNamespace, runCommandIn } from '../overlay/io/run-namespace.ts';
import { requireConfig } from './configuration.ts';
import { plain } from '../output/control-characters.ts';
import type { Context } from './context.ts';
import { enterHost, runSession } from './overlay-session.ts';
import type { RunRequest } from './commands/change.ts';
import { codeOf, whyOf } from '../fault.ts';
import { RUN_WORDS } from './words.ts';

type Made = Namespace & { kind: 'made' };

export async function run({ command, dryRun, verbose }: RunRequest, context: Context): Promise<number> {
  keepIgnored();
  const lines = (isPrivate: boolean): string[] => runLines(command, context.invokedFrom, isPrivate);
  if (isInOverlay()) return dryRun ? show(lines(false), context) : execute(null, command, context);
  const elsewhere = await enterHost('run', dryRun, context, ownEnvironment());
  if (elsewhere) return elsewhere.exitCode;
  const config = await requireConfig(context);
  if (!config) return EXIT.configuration;
  const options = planOptions({ readOnly: true, hotfix: false, persist: false, backend: null, size: null, storage: null }, config, findStorage(config.overlay.storage));
  const plan = (situation: Situation): Plan => planRun(situation, options);
  let namespace: Made | null = null;
  // This happens under the lock: a later `down` finds the namespace in use, an earlier one leaves no overlay.
  const finish = async (): Promise<string | null> => {
    if (isWritable('/usr')) return null;
    const made = await makeWritableNamespace();
    if (made.kind === 'failed') return made.line;
    namespace = made;
    return null;
  };
  const code = await runSession({ name: 'run', dryRun, verbose, candidates: findCandidates(config.overlay.follow, []), plan, finish, then: (outcome) => lines(isReadOnly(outcome)) }, context);
  return code === EXIT.done && !dryRun ? execute(namespace, command, context) : code;
}

function show(lines: readonly string[], context: Context): ExitCode {
  for (const line of lines) context.answer(line);
  return EXIT.done;
}

/** The host sees /usr read-only, so the command needs a namespace in which it is writable. */
function isReadOnly(outcome: Outcome): boolean {
  return outcome === 'mounted-read-only' || outcome === 'already-read-only';
}

/** A missing command gives 127, one that cannot be executed 126, as in a shell. */
async function execute(namespace: Made | null, command: readonly string[], context: Context): Promise<number> {
  try {
    return await runCommandIn(namespace, context.invokedFrom, command);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOENT' && code !== 'EACCES') throw error;
    const name = plain(command[0] ?? '');
    context.message(code === 'ENOENT' ? `error: ${RUN_WORDS.notFound(name)}` : `error: ${RUN_WORDS.notExecutable(name, whyOf(error))}`);
    return code === 'ENOENT' ? 127 : 126;
  }
}

/** This is also true inside another `run`, where nothing needs to be set up, and whose lock may still be held. */
function isInOverlay(): boolean {
  const host = describeHost(parseFacts(gatherQuickly()));
  return host.usrOverlay !== null && host.usr.writable === true && isInOtherNamespace();
}

function planRun(situation: Situation, options: UpOptions): Plan {
  const plan = planUp(situation, options);
  return plan.kind === 'refused' ? plan : { ...plan, notes: plan.notes.filter((note) => note.kind !== 'read-only-not-done') };
}
