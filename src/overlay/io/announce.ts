// This file tells others of `up`, `down` and `run`: the journal, and whoever logs in.

import { parseFacts } from '../../host/facts.ts';
import { describeHost, type Host } from '../../host/host.ts';
import type { JournalEntry } from '../../journal/entry.ts';
import type { Outcome } from '../plan.ts';
import type { UsrOverlay } from '../../host/usr-overlay.ts';
import { loginHint, removeLoginHint, writeLoginHint } from './login-hint.ts';
import { parkedNow } from '../../persist/io/at-boot.ts';
import { parkedAdvice, parkedWords } from '../../persist/words.ts';
import { journal } from '../../journal/io/journal.ts';
import { gatherQuickly } from '../../host/io/gather-evidence.ts';
import { readTurnedOn } from '../../host/io/overlay-origin.ts';

/** Logs what was done, and never throws, because it is done already. `before` is the host as it was when the plan was made. */
export function announce(outcome: Outcome, before: Host, message: (line: string) => void): void {
  try {
    const entry = entryOf(outcome, before, refreshLoginHint(message));
    if (entry) journal(entry);
  } catch {
    // The mount table cannot be read just now, so nothing is certain enough to be told.
  }
}

/** Makes the login hint fit the present overlay, which it returns. /run is empty after a reboot, but a hotfix stays on. Hold the lock. */
export function refreshLoginHint(message: (line: string) => void = () => undefined): UsrOverlay | null {
  const host = describeHost(parseFacts(gatherQuickly()));
  const now = overlayOnUsr(host);
  const parked = now ? null : parkedNow();
  if (now) writeLoginHint(loginHint(now, readTurnedOn(), host.sudo ? 'sudo ' : ''));
    else if (parked) writeLoginHint(`${capitalized(parkedWords(parked))}; ${parkedAdvice(parked)}.`);
  else warnOfLoginHint(removeLoginHint(), message);
  return now;
}

function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function warnOfLoginHint(left: string | null, message: (line: string) => void): void {
  if (left !== null) message(`warning: ${left} cannot be removed, so users who log in are still told of the overlay`);
}

/** Returns an overlay of a kind that `up` makes; a sysext merge or a transient root is not announced. */
function overlayOnUsr({ usr, usrOverlay }: Host): UsrOverlay | null {
  return usr.mountPoint === '/usr' && usrOverlay !== null && ['bootc', 'ostree', 'native'].includes(usrOverlay.backend) ? usrOverlay : null;
}

function entryOf(outcome: Outcome, before: Host, now: UsrOverlay | null): JournalEntry | null {
  if (outcome.startsWith('mounted-') || outcome.startsWith('remounted-')) {
    return now?.persistence ? { event: 'overlay-on', backend: now.backend, accessMode: now.accessMode, persistence: now.persistence } : null;
  }
  if (outcome === 'taken-off' || outcome === 'uncovered' || outcome === 'persistent-taken-off') return { event: 'overlay-off', backend: before.usrOverlay?.backend ?? null };
  return outcome === 'leftovers-removed' ? { event: 'overlay-off', backend: null } : null;
}
