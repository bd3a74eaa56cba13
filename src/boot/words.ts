// What is said of /boot while the overlay is on.

import type { BootState } from './boot-state.ts';
import { plain } from '../output/control-characters.ts';

/** A sentence for what packages changed, and one for what may be somebody else's. */
export function bootLines({ changed, doubtful }: Pick<BootState, 'changed' | 'doubtful'>): string[] {
  return [
    ...(changed.length === 0 ? [] : [`packages of the overlay changed ${named(changed)}, which outlives it; to put back what was there: \`usr-overlay down\``]),
    ...(doubtful.length === 0 ? [] : [`while the overlay was on, ${named(doubtful)} changed, and it is not known whether a package or a person did it; it stays as it is`]),
  ];
}

/** Whether a report is about /boot; what is put back elsewhere is in a report of its own. */
export function isInBoot(path: string): boolean {
  return /^\/(boot|efi)\//.test(path);
}

const MOST_NAMED = 3;

function named(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_NAMED).map(plain).join(', ');
  return paths.length > MOST_NAMED ? `${shown} and ${paths.length - MOST_NAMED} more` : shown;
}
