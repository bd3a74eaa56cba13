// This file puts overlays on single folders and takes them off.

import { EXIT } from '../../exit-codes.ts';
import { reasonOf } from '../../fault.ts';
import { imageNow } from '../../persist/io/image-now.ts';
import type { Image } from '../../persist/image.ts';
import { readMounts } from '../../system/mounts/mounts.ts';
import type { OnlyRefusal } from '../judge-only.ts';
import { isOnDisk, isOnlyMount, onlyMountAt, type OnlyFolder } from '../only-overlay.ts';
import { UNREADABLE } from '../words.ts';
import { mountStored } from './only-at-boot.ts';
import { mountNew, unmountOnly } from './mount-only.ts';
import { markOnly, readFolders, removeUnused, writeFolders } from './store.ts';

/** `unfinished`: a killed `up` has mounted it, and no boot will mount it again. `stored`: not mounted now. Null where there is none. */
export type OnFolder = 'disk' | 'memory' | 'unfinished' | 'stored' | null;

export function isOnFolder(on: string): OnFolder {
  const mount = onlyMountAt(readMounts(), on);
  const isStored = (readFolders() ?? []).some((folder) => folder.on === on);
  if (mount === null) return isStored ? 'stored' : null;
  return isOnDisk(mount) ? (isStored ? 'disk' : 'unfinished') : 'memory';
}

/** `fresh` are those of `folders` that are not mounted. */
export type Adding = { folders: readonly string[]; fresh: readonly string[]; persist: boolean };

/** Mounts the folders, and with `persist` makes each boot mount them. Undoes what a failure leaves. */
export async function addOnly(adding: Adding, warn: (line: string) => void): Promise<OnlyRefusal | null> {
  const stored = readFolders();
  if (adding.persist && stored === null) return { line: UNREADABLE, exitCode: EXIT.failed };
  const image = adding.persist ? imageOf(stored ?? []) : null;
  if (typeof image === 'string') return { line: image, exitCode: EXIT.notPossible };
  const wrong = await (image === null ? addInMemory(adding) : addOnDisk(adding, stored ?? [], image, warn)).catch((error: unknown) => reasonOf(error));
  if (wrong === null) return null;
  for (const on of adding.fresh) await unmountOnly(on, true);
  await removeUnused();
  return { line: wrong, exitCode: EXIT.failed };
}

async function addInMemory({ fresh }: Adding): Promise<string | null> {
  for (const on of fresh) {
    const mounted = await mountNew(on, false);
    if (!mounted.ok) return mounted.line;
  }
  return null;
}

async function addOnDisk({ folders, fresh }: Adding, stored: readonly OnlyFolder[], image: Image, warn: (line: string) => void): Promise<string | null> {
  const since = new Date().toISOString();
  const added = folders.filter((on) => !stored.some((folder) => folder.on === on)).map((on): OnlyFolder => ({ on, image, since }));
  const now = new Map<string, OnlyFolder>([...stored, ...added].map((folder) => [folder.on, folder] as const));
  for (const on of fresh) {
    const before = stored.find((folder) => folder.on === on);
    const mounted = before ? await mountAgain(before, image, warn) : { ...(await mountNew(on, true)) };
    if (!mounted.ok) return mounted.line;
    if ('folder' in mounted && mounted.folder) now.set(on, mounted.folder);
  }
  const written = await writeFolders([...now.values()]);
  if (!written.ok) return written.line;
  markOnly();
  return null;
}

/** What is stored for a folder that is not mounted just now is what belongs there. */
async function mountAgain(before: OnlyFolder, image: Image, warn: (line: string) => void): Promise<{ ok: true; folder: OnlyFolder } | { ok: false; line: string }> {
  const { folder, words } = await mountStored(before, image);
  if (onlyMountAt(readMounts(), folder.on) === null) return { ok: false, line: words.join('; ') };
  for (const line of words) warn(line);
  return { ok: true, folder };
}

/** Where the list of files tells which image it is, those that an overlay hides count, too: then one that is on already knows. */
function imageOf(stored: readonly OnlyFolder[]): Image | string {
  const mounts = readMounts();
  const known = stored.find(({ on }) => onlyMountAt(mounts, on) !== null)?.image;
  const image = known ?? imageNow();
  if (image === null) return 'it is not known which image this host was booted from, so the overlay could not be adapted to the next one';
  const over = image.kind === 'files' && !known ? mounts.find(isOnlyMount)?.mountPoint : undefined;
  return over === undefined ? image : `a temporary overlay is on ${over}, and hides what the image has there; first run: \`usr-overlay down --only ${over}\``;
}

/** Nothing is deleted before no boot mounts it any more. */
export async function removeOnly(on: string, lazy: boolean): Promise<OnlyRefusal | null> {
  const unmounted = await unmountOnly(on, lazy);
  if (!unmounted.ok) return { line: `the overlay on ${on} is in use (${unmounted.line}); stop what uses it, or use \`--lazy\` to remove it anyway`, exitCode: EXIT.busy };
  const stored = readFolders() ?? [];
  const rest = stored.filter((folder) => folder.on !== on);
  const written = rest.length < stored.length ? await writeFolders(rest) : ({ ok: true } as const);
  const removed = written.ok ? await removeUnused() : written;
  return removed.ok ? null : { line: removed.line, exitCode: EXIT.failed };
}
