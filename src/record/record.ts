// This file defines what is remembered of an overlay after its end: one JSON object in one file.

import type { AccessMode, Persistence } from '../host/bootc-status.ts';
import { parseImage, type Image } from '../persist/image.ts';
import { field, isListOf, isText, isTextOrNull, parseJson } from '../text/json.ts';
import type { PackageChange } from '../packages/package-changes.ts';
import type { OverlayBackend } from '../host/usr-overlay.ts';

/** `replaced`: another overlay is on in its place; `unknown`: something else removed it, without a reboot. */
export type Ending = 'down' | 'reboot' | 'replaced' | 'unknown';

/** Identifies an overlay: boot id, device in the mount table, and birth time (milliseconds since 1970) of its upper directory. */
export type OverlayIdentity = { boot: string; device: string; born: number };

/** Holds the record of one overlay. */
export type OverlayRecord = {
  schema: 1;
  id: string;
  overlay: OverlayIdentity;
  /** The form is ISO 8601; null where the file system does not tell. */
  since: string | null;
  by: string | null;
  backend: OverlayBackend;
  accessMode: AccessMode;
  persistence: Persistence;
  packages: readonly PackageChange[];
  /** Null while the overlay is on. */
  ended: { how: Ending; at: string } | null;
  /** Says what became of the files that its packages left outside /usr; null until it ended. */
  putBack: PutBackReport | null;
  /** The image whose boots mount it; only a persistent overlay of ours has one. */
  image?: Image;
  /** Whose /etc this is about; see `standing`. A record that an older version began has none, and is this one's. */
  deployment?: string;
  /** Deployments whose /etc came of that one, and where all is put back. */
  settledIn?: readonly string[];
  /** Steps that failed, and why: they are tried again. */
  pending?: readonly { path: string; why: string }[];
};

/** `id`: a deployment's folder, or else what the root itself is known by; `etcBorn`: when its /etc was made, in milliseconds, 0 where that is not known. */
export type Deployment = { id: string; etcBorn: number };

/**
 * `own`: the /etc of the record. `heir`: another, made from that one after the record began. `settled`: such a one, and done.
 * `other`: one that has nothing to do with it, as that of the deployment that a rollback goes to.
 */
export function standing({ deployment, settledIn = [], id }: OverlayRecord, here: Deployment): 'own' | 'heir' | 'settled' | 'other' {
  if (deployment === undefined || deployment === here.id) return 'own';
  if (settledIn.includes(here.id)) return 'settled';
  return here.etcBorn > momentOf(id) ? 'heir' : 'other';
}

/** When a record began: its id starts with that. In milliseconds. */
export function momentOf(id: string): number {
  return Date.parse(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z'));
}

/** Why the record of an overlay that has ended is open all the same, in words; null where it is not. */
export function whyOpen({ ended, pending = [], deployment, settledIn = [] }: Pick<OverlayRecord, 'ended' | 'pending' | 'deployment' | 'settledIn'>): string | null {
  if (ended === null) return null;
  const [first] = pending;
  if (first) return `${pending.length === 1 ? first.path : `${first.path} and ${pending.length - 1} more`}: ${first.why}`;
  return settledIn.length === 0 ? null : `they belong to ${deployment === undefined ? 'another deployment' : `the deployment ${deployment}`}, and are cleaned up when it is booted again`;
}

export type PutBackReport = {
  /** These files and links of packages that are gone were removed. */
  removed: readonly string[];
  /** These files and links have the image's content again. */
  restored: readonly string[];
  /** These files stay as they are, with the reason in words; that of a file which is still missing begins with NOT_BACK. */
  kept: readonly { path: string; why: string }[];
  users: readonly string[];
  groups: readonly string[];
};

/** The reason begins with this where a file that went with a package is not back. */
export const NOT_BACK = 'not put back: ';

/** Returns null where the text is no record: cut short, from another program, or of a later schema. */
export function parseRecord(text: string): OverlayRecord | null {
  const value = parseJson(text);
  const overlay = field(value, 'overlay');
  const isWhole =
    field(value, 'schema') === 1 &&
    TEXTS.every((key) => isText(field(value, key))) &&
    TEXTS_OR_NULL.every((key) => isTextOrNull(field(value, key))) &&
    isText(field(overlay, 'boot')) &&
    isText(field(overlay, 'device')) &&
    typeof field(overlay, 'born') === 'number' &&
    isListOf(field(value, 'packages'), isPackageChange) &&
    isEndedOrNull(field(value, 'ended')) &&
    isReportOrNull(field(value, 'putBack')) &&
    (field(value, 'image') === undefined || parseImage(field(value, 'image')) !== null) &&
    (field(value, 'deployment') === undefined || isText(field(value, 'deployment'))) &&
    (field(value, 'settledIn') === undefined || isListOf(field(value, 'settledIn'), isText)) &&
    (field(value, 'pending') === undefined || isListOf(field(value, 'pending'), isReason));
  return isWhole ? (value as OverlayRecord) : null;
}

/** Joins the reports of two runs, of which the first was killed after it had written down what it was about to do. */
export function mergeReports(earlier: PutBackReport | null, now: PutBackReport): PutBackReport {
  if (earlier === null) return now;
  const isKept = new Set(now.kept.map(({ path }) => path));
  const join = (key: 'removed' | 'restored'): string[] => [...new Set([...earlier[key], ...now[key]])].filter((path) => !isKept.has(path));
  const isSettled = new Set([...isKept, ...now.removed, ...now.restored]);
  return { removed: join('removed'), restored: join('restored'), kept: [...earlier.kept.filter(({ path }) => !isSettled.has(path)), ...now.kept], users: now.users, groups: now.groups };
}

const TEXTS = ['id', 'backend', 'accessMode', 'persistence'];
const TEXTS_OR_NULL = ['since', 'by'];

function isPackageChange(value: unknown): boolean {
  return isText(field(value, 'label')) && isText(field(value, 'change')) && ['before', 'after'].every((key) => isTextOrNull(field(value, key)));
}

function isEndedOrNull(value: unknown): boolean {
  return value === null || (isText(field(value, 'how')) && isText(field(value, 'at')));
}

function isReportOrNull(value: unknown): boolean {
  const lists = ['removed', 'restored', 'users', 'groups'];
  return value === null || (lists.every((key) => isListOf(field(value, key), isText)) && isListOf(field(value, 'kept'), isReason));
}

function isReason(value: unknown): boolean {
  return isText(field(value, 'path')) && isText(field(value, 'why'));
}
