// This file fits the layers of a folder to another image: what hides something of the new image's is kept and goes, the rest stays. That is
// what ostree's state overlays do, see ostree-state-overlay@.service; nothing is linked against such a folder, so no half of it is torn.

import { chmodSync, chownSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, utimesSync, type Stats } from 'node:fs';
import { openKeeper, type Kept } from '../../kept/io/keep.ts';
import { keepMoved } from '../../kept/io/keep-moved.ts';
import { takeAway } from '../../kept/io/take.ts';
import { isFolder, isThere, O_PATH, statusOf } from '../../system/files/read.ts';
import { giveLabel } from '../../system/mounts/make-layers.ts';
import type { ProgramResult } from '../../system/processes/run-program.ts';
import { layersOf } from './store.ts';
import { mountLayers, unmountOnly } from './mount-only.ts';

/** `taken` are paths of the folder that are kept now; `left` are those that could not be, each with the reason. */
export type Rebased = { taken: string[]; left: string[]; mounted: ProgramResult };

const WHY = 'a new image brings its own';

/** Fits the layers to what is at `on` now, and mounts them. */
export async function mountRebased(on: string): Promise<Rebased> {
  const upper = `${layersOf(on, true)}/upper`;
  const image = openSync(on, O_PATH);
  try {
    const below = `/proc/self/fd/${image}`;
    finishAnew(upper);
    const [taken, left] = await takeHiding(on, upper, below);
    return { taken, left, mounted: await mountShowing(on, upper, below) };
  } finally {
    closeSync(image);
  }
}

/** Keeps and takes what lies over something of the image's. */
async function takeHiding(on: string, upper: string, below: string): Promise<[taken: string[], left: string[]]> {
  const hiding = findHiding(upper, below, '');
  for (const path of hiding.filter((each) => isWhiteout(lstatSync(upper + each)))) rmSync(upper + path);
  const own = hiding.filter((path) => statusOf(upper + path) !== undefined);
  const isFull = (path: string): boolean => lstatSync(upper + path).isDirectory() && readdirSync(upper + path).length > 0;
  const [folders, files] = [own.filter(isFull), own.filter((path) => !isFull(path))];
  const kept = await openKeeper().keepAll(files.map((path) => ({ path: upper + path, as: on + path, why: WHY, overlay: null })));
  const troubles = [
    ...files.map((path, index) => ({ path, trouble: taken(kept[index]) })),
    ...folders.map((path) => ({ path, trouble: moved(keepMoved(upper + path, { path: on + path, why: WHY, overlay: null })) })),
  ];
  return [
    troubles.filter(({ trouble }) => trouble === null).map(({ path }) => on + path),
    troubles.filter(({ trouble }) => trouble !== null).map(({ path, trouble }) => `${on}${path}: ${trouble ?? ''}`),
  ];
}

function taken(kept: Kept | string | undefined): string | null {
  return typeof kept === 'object' ? takeAway(kept) : (kept ?? '');
}

function moved(result: ReturnType<typeof keepMoved>): string | null {
  return 'line' in result ? result.line : null;
}

/** Returns paths below `upper` that the image has, too, unless both are folders. */
function findHiding(upper: string, below: string, folder: string): string[] {
  return readdirSync(upper + folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    const image = statusOf(below + path);
    if (image === undefined) return [];
    return image.isDirectory() && lstatSync(upper + path).isDirectory() ? findHiding(upper, below, path) : [path];
  });
}

/** overlayfs marks what was removed so. */
function isWhiteout(stat: Stats): boolean {
  return stat.isCharacterDevice() && stat.rdev === 0;
}

/** Each round finds folders one level further down at least. */
const MOST_ROUNDS = 100;

/**
 * Mounts the layers. A folder of theirs can be marked as one that hides the image's whole folder, which only shows when it is mounted: such a
 * one is made anew, without the mark.
 */
async function mountShowing(on: string, upper: string, below: string): Promise<ProgramResult> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const mounted = await mountLayers(on, true);
    const opaque = mounted.ok ? findOpaque(on, upper, below, '') : [];
    if (opaque.length === 0) return mounted;
    const unmounted = await unmountOnly(on, true);
    if (!unmounted.ok) return unmounted;
    for (const folder of opaque) await makeAnew(upper + folder);
  }
  return { ok: false, line: `folders in ${upper} hide those of the image` };
}

function findOpaque(on: string, upper: string, below: string, folder: string): string[] {
  const isBoth = (path: string): boolean => [upper, below].every((layer) => statusOf(layer + path)?.isDirectory() === true);
  const names = readdirSync(below + folder);
  // What has no name in UTF-8 is found in none of them.
  const isIn = (layer: string, name: string): boolean => statusOf(`${layer}${folder}/${name}`) !== undefined;
  const isHidden = (name: string): boolean => isIn(below, name) && !isIn(on, name) && !isIn(upper, name);
  if (names.some(isHidden)) return [folder];
  return names.map((name) => `${folder}/${name}`).filter(isBoth).flatMap((path) => findOpaque(on, upper, below, path));
}

const ANEW = '.usr-overlay-anew';

/** A kill in between leaves both folders beside each other: the next boot goes on. */
async function makeAnew(folder: string): Promise<void> {
  const fresh = `${folder}${ANEW}`;
  const { uid, gid, mode, atime, mtime } = lstatSync(folder);
  if (!isFolder(fresh)) mkdirSync(fresh, { mode: 0o700 });
  chownSync(fresh, uid, gid);
  chmodSync(fresh, mode & 0o7777);
  await giveLabel(folder, fresh);
  const within = (path: string, name: Buffer): Buffer => Buffer.concat([Buffer.from(`${path}/`), name]);
  for (const name of readdirSync(folder, 'buffer')) renameSync(within(folder, name), within(fresh, name));
  utimesSync(fresh, atime, mtime);
  rmdirSync(folder);
  renameSync(fresh, folder);
}

/** Gives folders their names that a kill left without. */
function finishAnew(folder: string): void {
  for (const path of readdirSync(folder).map((name) => `${folder}/${name}`).filter(isFolder)) {
    const name = path.endsWith(ANEW) ? path.slice(0, -ANEW.length) : path;
    if (name !== path && !isThere(name)) renameSync(path, name);
    else finishAnew(path);
  }
}
