// This file runs `usr-overlay up --persist --renew`: a persistent overlay for this image, with the packages that the one of the last image had.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { confirm } from '../output/io/confirm.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { findRenewal } from '../renew/io/find-renewal.ts';
import { installAnew } from '../renew/io/install.ts';
import type { Renewal } from '../renew/plan-renewal.ts';
import { RENEW_WORDS, renewalLines } from '../renew/words.ts';
import { needsRoot, type Context } from './context.ts';
import { enterHost } from './overlay-session.ts';
import { up } from './up.ts';

type Words = Parameters<typeof up>[0] & { yes: boolean };

/** The overlay is made under the lock, and the packages come after it, because the hooks of their manager take the lock, too. */
export async function renew(words: Words, context: Context): Promise<number> {
  if (!isRoot()) return needsRoot('up', context);
  const elsewhere = await enterHost('up', words.dryRun, context);
  if (elsewhere) return elsewhere.exitCode;
  const found = findRenewal();
  // `up` says why there is nothing to renew.
  if (found === null) return up(words, context);
  const { from, renewals, hasLists } = found;
  if (renewals === null) return fail(RENEW_WORDS.noRecord(from), EXIT.notPossible, context);
  if (!hasLists) return fail(RENEW_WORDS.noLists, EXIT.notPossible, context);
  const lines = renewalLines(renewals, from);
  if (words.dryRun) {
    const code = await up(words, context);
    if (code === EXIT.done) for (const line of lines) context.answer(line);
    return code;
  }
  for (const line of lines) context.message(line);
  const agreed = words.yes || (await confirm(RENEW_WORDS.question));
  if (agreed === null) return fail(RENEW_WORDS.noTerminal, EXIT.usage, context);
  if (!agreed) {
    context.answer(RENEW_WORDS.declined);
    return EXIT.done;
  }
  const code = await up(words, context);
  return code === EXIT.done ? install(renewals, context) : code;
}

async function install(renewals: readonly Renewal[], context: Context): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const renewal of renewals.filter(({ install }) => install.length > 0)) {
    const { done, failed, line, marks } = await installAnew(renewal);
    if (done.length > 0) context.answer(RENEW_WORDS.done(done));
    if (marks !== null) context.message(`warning: ${RENEW_WORDS.marks(marks)}`);
    if (line !== null) codes.push(fail(RENEW_WORDS.ended(line), EXIT.failed, context));
    if (failed.length > 0) codes.push(fail(RENEW_WORDS.failed(failed), EXIT.failed, context));
  }
  if (renewals.every(({ install: names }) => names.length === 0)) context.answer(RENEW_WORDS.nothing);
  return codes[0] ?? EXIT.done;
}

function fail(line: string, exitCode: ExitCode, context: Context): ExitCode {
  context.message(`error: ${line}`);
  return exitCode;
}
