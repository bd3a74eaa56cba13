// This file holds the sentences about overlays on single folders.

import { formatBytes, momentWords } from '../output/figures.ts';
import { ONLY } from '../places.ts';
import { imageName, type Image } from '../persist/image.ts';

export const UNREADABLE = `what is stored in ${ONLY} cannot be read, so no boot mounts it, and nothing in it is deleted`;

/** Holds what `status` tells of one. `usedBytes` is the size of its upper layer; `why` says why it is not mounted. */
export type OnlyReport = { path: string; persistence: 'transient' | 'persistent'; mounted: boolean; why: string | null; image: Image | null; since: string | null; storedIn: string; usedBytes: number | null };

/** Returns what `status` says of one. */
export function onlyWords({ persistence, mounted, why, usedBytes, since }: OnlyReport): string {
  const used = usedBytes === null ? '' : `, ${formatBytes(usedBytes)} used`;
  if (!mounted) return `persistent, not mounted: ${why ?? 'the next boot tries again'}${used}; nothing in it is deleted`;
  const end = persistence === 'persistent' ? 'each boot mounts it again' : 'changes are lost at the next reboot';
  return `${persistence}, read/write: ${end}${used}${since === null ? '' : `, since ${momentWords(since)}`}`;
}

/** Returns what `status --json` says of one: the image by its short name. */
export function onlyJson({ image, ...report }: OnlyReport): object {
  return { ...report, image: image && imageName(image) };
}

export function unmountedWords(on: string, why: string): string {
  return `the overlay on ${on} is not mounted: ${why}; nothing in it is deleted`;
}

const MOST_NAMES = 5;

export function keptWords(on: string, taken: readonly string[]): string {
  const names = taken.slice(0, MOST_NAMES).join(' ');
  return `this image brings its own files in place of ${taken.length} in the overlay on ${on}, which are kept (${names}${taken.length > MOST_NAMES ? ' ...' : ''}); to see them: \`sudo usr-overlay kept\``;
}

export function leftWords(line: string): string {
  return `this image brings its own, but the overlay's still hides it: ${line}`;
}

/** Each outcome of `up --only` and `down --only` has lines for standard output. */
export function upLines(folders: readonly string[], isPersistent: boolean): string[] {
  const [overlays, them] = folders.length === 1 ? ['A read/write overlayfs is', 'it'] : ['Read/write overlayfs are', 'them'];
  return [`${overlays} now mounted on ${folders.join(', ')}${isPersistent ? `, and each boot mounts ${them} again` : ''}`, isPersistent ? STAYS : 'All changes there will be discarded on reboot.'];
}

const STAYS = 'When a new image brings a file of the same name, yours is kept apart, and the rest stays. The rest of /usr stays read-only, and packages stay refused.';

export function alreadyLine(on: string, isPersistent: boolean): string {
  return `${on} is already writable through an overlay: ${isPersistent ? 'each boot mounts it again' : 'all changes there will be discarded on reboot'}`;
}

export function downLine(on: string): string {
  return `The overlay on ${on} was removed; all changes made in it were discarded`;
}

export function noneLine(on: string): string {
  return `No overlay of \`up --only\` is on ${on}, so there is nothing to remove.`;
}

export function temporaryLine(on: string): string {
  return `a temporary overlay is on ${on}; first run: \`usr-overlay down --only ${on}\``;
}

/** What `--dry-run` says. */
export function mountLine(on: string, isPersistent: boolean): string {
  return `Mount a writable overlay on ${on}${isPersistent ? ', which each boot mounts again' : ''}.`;
}

export function removeLine(on: string): string {
  return `Remove the overlay on ${on} and discard all changes in it.`;
}
