// This file says why a persistent overlay is not mounted.

import type { Parked, ParkReason } from './state.ts';

/** Returns a sentence without a full stop, for `status`, `log` and the journal. */
export function parkedWords(parked: Parked): string {
  return `the persistent overlay of ${parked.image} is not mounted: ${reasonWords(parked)}`;
}

/** Returns the reason alone, to follow a colon. */
export function reasonWords({ reason, detail }: Parked): string {
  return `${REASONS[reason]}${detail === null ? '' : ` (${detail})`}`;
}

/** Returns what to type, as a sentence without a full stop. */
export function parkedAdvice({ reason }: Parked): string {
  return ADVICE[reason] ?? 'nothing in it is deleted; it is mounted again once that is over, and `sudo usr-overlay down` discards it';
}

const REASONS: Record<ParkReason, string> = {
  'other-image': 'this host was booted from another image',
  'image-unknown': 'it is not known which image this host was booted from',
  'kernel-argument': 'the kernel argument `apt-image-based.persist=off` keeps it off',
  'boots-failed': 'two boots with it did not come up',
  'programs-fail': 'programs do not start in it',
  'usr-taken': 'something else was mounted on /usr before it, or /usr is writable',
  storage: 'its storage cannot be used',
  'mount-failed': 'it could not be mounted',
  'not-tried': 'no boot has tried it yet',
};

const KEEPS = 'nothing in it is deleted';
const ADVICE: Partial<Record<ParkReason, string>> = {
  'other-image': `${KEEPS}; it is mounted again when its own image is booted, and \`sudo usr-overlay down\` discards it`,
  'boots-failed': `${KEEPS}; \`sudo usr-overlay up --persist\` lets the next boot try again, and \`sudo usr-overlay down\` discards it`,
  'not-tried': 'the next boot mounts it, and `sudo usr-overlay down` discards it',
};
