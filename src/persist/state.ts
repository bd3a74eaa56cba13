// This file defines what is stored beside the layers of a persistent overlay, why one is not mounted, and what its units do.

import { field, isListOf, isText, parseJson } from '../text/json.ts';
import { parseImage, type Image } from './image.ts';

/** `layers` is the name of a folder in the storage, which holds `upper` and `work`. */
export type PersistentFolder = { on: string; layers: string };

/**
 * Holds the image that the layers belong to, and what is mounted, in this order; /usr is the last one. `store` is the folder in the storage that
 * holds the layers, `layers` where it is missing.
 */
export type PersistentOverlay = { image: Image; folders: readonly PersistentFolder[]; store?: string };

/** Holds the newest one; `others` belong to other images, the newest first. */
export type PersistentState = PersistentOverlay & { schema: 1; others?: readonly PersistentOverlay[] };

/** Names why a persistent overlay is not mounted; ./words.ts has the sentences. */
export const PARK_REASONS = ['other-image', 'image-unknown', 'kernel-argument', 'boots-failed', 'programs-fail', 'usr-taken', 'storage', 'mount-failed', 'not-tried'] as const;
export type ParkReason = (typeof PARK_REASONS)[number];

/** The `image` of one whose storage cannot be read. */
export const UNKNOWN_IMAGE = 'an unknown image';

/** `image` is the short name of the image that it belongs to; `detail` is what a program said, or null. */
export type Parked = { reason: ParkReason; image: string; detail: string | null };

/** Returns null where the text is no such state. */
export function parseState(text: string): PersistentState | null {
  const value = parseJson(text);
  const others = field(value, 'others');
  const isWhole = field(value, 'schema') === 1 && isOverlay(value) && (others === undefined || isListOf(others, isOverlay));
  return isWhole ? (value as PersistentState) : null;
}

function isOverlay(value: unknown): boolean {
  const store = field(value, 'store');
  return parseImage(field(value, 'image')) !== null && isListOf(field(value, 'folders'), isFolder) && (store === undefined || (typeof store === 'string' && isStore(store)));
}

/** The first overlay that is stored has `layers`; each that another image gets has a number. */
export const FIRST_STORE = 'layers';

/** Tells whether a name in the storage is that of a folder with layers. */
export function isStore(name: string): boolean {
  return /^layers(-[1-9]\d{0,5})?$/.test(name);
}

/** Returns the overlays of all images, the newest first; none where nothing is stored. */
export function overlaysIn(state: PersistentState | null): PersistentOverlay[] {
  if (state === null) return [];
  const { image, folders, store, others = [] } = state;
  return [{ image, folders, ...(store !== undefined && { store }) }, ...others];
}

/** Returns what is to be stored for these overlays, the newest first; null for none. */
export function stateOf([newest, ...others]: readonly PersistentOverlay[]): PersistentState | null {
  return newest === undefined ? null : { schema: 1, ...newest, ...(others.length > 0 && { others }) };
}

/** Returns a name for the layers of one more overlay. */
export function freeStore(overlays: readonly PersistentOverlay[]): string {
  const numbers = overlays.map(({ store = FIRST_STORE }) => Number(store.split('-')[1] ?? 1));
  return numbers.length === 0 ? FIRST_STORE : `${FIRST_STORE}-${Math.max(...numbers) + 1}`;
}

/** Returns null where the text says nothing of a parked overlay. */
export function parseParked(text: string): Parked | null {
  const value = parseJson(text);
  const detail = field(value, 'detail');
  const isWhole = PARK_REASONS.some((reason) => reason === field(value, 'reason')) && isText(field(value, 'image')) && (detail === null || isText(detail));
  return isWhole ? (value as Parked) : null;
}

/** mount(8) splits option values at some of these characters; see src/overlay/plan-followers.ts. */
function isFolder(value: unknown): boolean {
  const [on, layers] = [field(value, 'on'), field(value, 'layers')];
  return typeof on === 'string' && /^\/[^,:\\"\n]+$/.test(on) && typeof layers === 'string' && /^[^/,:\\"\n]+$/.test(layers) && !/^\.\.?$/.test(layers);
}

/** Names what our units do, in their order: packaging/systemd. */
export const BOOT_STEPS = ['mount', 'only', 'start', 'arrived', 'unmount'] as const;
export type BootStep = (typeof BOOT_STEPS)[number];

/** These pull in units of their own, which the first look at them missed. */
const OF_BASIC = ['sockets.target', 'timers.target', 'paths.target'];

/**
 * Returns the targets that systemd must start once more, now that the units of the overlay are in sight.
 * `listed` is the output of `systemctl list-jobs --no-legend --plain`. A target whose start is under way is started again, so that a rescue boot stays
 * one: https://www.freedesktop.org/software/systemd/man/latest/bootup.html
 */
export function targetsToStart(listed: string): string[] {
  const waiting = listed.split('\n').flatMap((line) => /^\s*\d+\s+(\S+\.target)\s+start\s/.exec(line)?.[1] ?? []);
  return [...new Set(['sysinit.target', ...(waiting.includes('basic.target') ? OF_BASIC : []), ...waiting])];
}
