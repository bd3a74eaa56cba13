// This file mounts the overlays on single folders at a boot. What cannot be mounted stays stored, and the host boots without it.

import { reasonOf } from '../../fault.ts';
import { isSameImage, type Image } from '../../persist/image.ts';
import { isFolder, realFolder } from '../../system/files/read.ts';
import { isWritable, readMounts } from '../../system/mounts/mounts.ts';
import { onlyMountAt, type OnlyFolder } from '../only-overlay.ts';
import { mountLayers } from './mount-only.ts';
import { mountRebased } from './rebase.ts';
import { layersOf, markOnly, readFolders, removeUnused, writeFolders } from './store.ts';
import { keptWords, leftWords, unmountedWords, UNREADABLE } from '../words.ts';

/** `image` is what the host was booted from, or null where nothing tells. Returns sentences about what did not go as usual. Hold the lock. */
export async function mountOnlyAtBoot(image: Image | null): Promise<string[]> {
  const folders = readFolders();
  if (folders === null) return [UNREADABLE];
  const done = [];
  for (const folder of folders) done.push(await mountStored(folder, image).catch((error: unknown) => ({ folder, words: [unmountedWords(folder.on, reasonOf(error))] })));
  const isNew = done.some(({ folder }, index) => folder !== folders[index]);
  const wrote = isNew ? await writeFolders(done.map(({ folder }) => folder)) : ({ ok: true } as const);
  const removed = await removeUnused();
  if (folders.some(({ on }) => onlyMountAt(readMounts(), on) !== null)) markOnly();
  return [...done.flatMap(({ words }) => words), ...[wrote, removed].flatMap((result) => (result.ok ? [] : [result.line]))];
}

type Done = { folder: OnlyFolder; words: string[] };

/** Mounts layers that are stored, fitted to the image. The folder that is returned belongs into the state file. */
export async function mountStored(folder: OnlyFolder, image: Image | null): Promise<Done> {
  const { on } = folder;
  if (onlyMountAt(readMounts(), on) !== null) return { folder, words: [] };
  const why = whyNot(on);
  if (why !== null) return { folder, words: [unmountedWords(on, why)] };
  // In doubt, the image is another one.
  if (image !== null && isSameImage(folder.image, image)) return { folder, words: wrong(on, await mountLayers(on, true)) };
  const { taken, left, mounted } = await mountRebased(on);
  const isDone = image !== null && left.length === 0 && mounted.ok;
  return { folder: isDone ? { ...folder, image } : folder, words: [...(taken.length > 0 ? [keptWords(on, taken)] : []), ...left.map(leftWords), ...wrong(on, mounted)] };
}

function wrong(on: string, mounted: { ok: true } | { ok: false; line: string }): string[] {
  return mounted.ok ? [] : [unmountedWords(on, mounted.line)];
}

/** Tells whether there is nothing that this boot could still mount. */
export function areAllMounted(): boolean {
  const mounts = readMounts();
  return (readFolders() ?? []).every(({ on }) => onlyMountAt(mounts, on) !== null);
}

/** Returns why nothing can be mounted there in this boot, or null. */
export function whyNot(on: string): string | null {
  if (realFolder(on) !== on) return 'this image has no such folder';
  if (!isFolder(`${layersOf(on, true)}/upper`) || !isFolder(`${layersOf(on, true)}/work`)) return 'its layers are gone';
  return isWritable(on) ? 'it is writable already' : null;
}
