// This file defines overlays on single folders, below a /usr that stays read-only: how they are recognised, and what is stored of those that
// each boot mounts again.

import { parseImage, type Image } from '../persist/image.ts';
import { ONLY } from '../places.ts';
import { field, isListOf, isText, parseJson } from '../text/json.ts';
import { optionValue, topMountAt, type Mount } from '../text/mountinfo.ts';

/** Our overlays on single folders, and the tmpfs that stores those that a reboot takes, have this source in the mount table. */
export const ONLY_SOURCE = 'usr-overlay-only';

/** Holds one that each boot mounts again. `image` is the one whose files its own do not hide; `since` is the time of `up` (ISO 8601). */
export type OnlyFolder = { on: string; image: Image; since: string };

export type OnlyState = { schema: 1; folders: readonly OnlyFolder[] };

/** Returns null where the text is no such state. */
export function parseOnly(text: string): OnlyState | null {
  const value = parseJson(text);
  const isWhole = field(value, 'schema') === 1 && isListOf(field(value, 'folders'), isOnlyFolder);
  return isWhole ? (value as OnlyState) : null;
}

function isOnlyFolder(value: unknown): boolean {
  const on = field(value, 'on');
  return typeof on === 'string' && isMountable(on) && isText(field(value, 'since')) && parseImage(field(value, 'image')) !== null;
}

/** mount(8) splits option values at some of these characters, and the mount table escapes others: see src/overlay/plan-followers.ts. */
export function isMountable(path: string): boolean {
  return /^(\/(?!\.\.?(\/|$))[^/,:\\"\n]+)+$/.test(path);
}

/** Returns our overlay on a folder, where it is what serves that folder, or null. */
export function onlyMountAt(mounts: readonly Mount[], path: string): Mount | null {
  const mount = topMountAt(mounts, path);
  return mount !== null && isOnlyMount(mount) ? mount : null;
}

/** Tells whether a mount is one of our overlays on single folders. */
export function isOnlyMount(mount: Mount): boolean {
  return mount.fsType === 'overlay' && mount.source === ONLY_SOURCE;
}

/** Tells whether what is written to one of our overlays is on a disk. */
export function isOnDisk({ superOptions }: Mount): boolean {
  return optionValue(superOptions, 'upperdir')?.startsWith(`${ONLY}/`) === true;
}
