// This file asks ostree and bootc themselves. The guard never does: its verdict needs neither, and bootc can take seconds.

import type { Evidence } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { isSysrootLocked } from './sysroot-lock.ts';
import { askForReason } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';

/** A slow host is no hanging one: `bootc status` took up to 6 s on an emulated machine. */
const TIMEOUT = 20_000;

/** Returns the commands that this version of ostree has. */
export function askOstreeHelp(): string | undefined {
  const path = locate('ostree');
  return path === undefined ? undefined : askForReason(path, ['admin', '--help'], { timeout: TIMEOUT }).text;
}

/** Asks for the text where no other words are given: every version has it, and each question costs as much as everything else together. */
export function askOstree(...words: string[]): string | undefined {
  const path = locate('ostree');
  return path === undefined ? undefined : askForReason(path, ['admin', 'status', ...words], { timeout: TIMEOUT }).text;
}

/** Returns what bootc answers, or why it does not; nothing where it is not installed. */
export function askBootc(facts: Facts): Evidence {
  const path = locate('bootc');
  if (path === undefined) return {};
  const silence = obstacle(facts);
  if (silence !== null) return { 'bootc-status.silence': silence };
  const answer = askForReason(path, ['status', '--format=json', '--format-version=1'], { timeout: TIMEOUT });
  return answer.text === undefined ? { 'bootc-status.silence': answer.silence } : { 'bootc-status.json': answer.text };
}

/** Says why bootc is better not asked: it would only fail, or wait as long as an update takes. */
function obstacle(facts: Facts): string | null {
  if (process.geteuid?.() !== 0) return 'answers to root alone';
  return isSysrootLocked(facts.mounts) ? 'was not asked, because it would wait for the update that is running' : null;
}
