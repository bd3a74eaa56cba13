// This file judges whether a package's files are those that the database describes.

import { isDocumentation } from '../packages/dpkg-files.ts';
import type { Stanza } from '../packages/dpkg-status.ts';

/** Counts a package's files below /usr. Folders, and files that other packages share, say nothing and are left out. */
export type Tally = {
  present: number;
  /** These are the present files whose checksum is right. */
  same: number;
  differing: number;
  missing: number;
  /** Counts only the documentation, in the same way. */
  documents: { present: number; missing: number };
  /** The changelog is that of another version. */
  otherChangelog: boolean;
  /** Tells whether the package's list was written after the image was deployed; null where that is unknown. */
  changedHere: boolean | null;
};

/** Holds a package and its count. */
export type Examined = {
  stanza: Stanza;
  /** Null where the database has no list of its files. */
  tally: Tally | null;
};

/** Names what is wrong with a package. */
export type PackageFault =
  /** The database calls it installed, but none of its files are there. */
  | 'ghost'
  /** The files are those of another version. */
  | 'other-version'
  /** It is not in the image, and its installation failed. */
  | 'failed-install'
  /** It is in the image with all its files, but an upgrade or a removal failed. */
  | 'failed-change'
  /** Its files are in place, but it was not configured to the end. */
  | 'unconfigured'
  /** It is only selected: its installation failed before dpkg touched it. */
  | 'selected'
  /** It is called removed, or not known at all, and the image has its files. */
  | 'removed';

/** Returns the packages with a fault, in the order of the database. */
export function judgePackages(packages: readonly Examined[]): { stanza: Stanza; fault: PackageFault }[] {
  const keepsDocuments = hasDocuments(packages);
  const knowsTime = isTimeTelling(packages);
  return packages.flatMap(({ stanza, tally }) => {
    const fault = judge(stanza, tally && { ...tally, changedHere: knowsTime && tally.changedHere }, keepsDocuments);
    return fault === null ? [] : [{ stanza, fault }];
  });
}

function judge(stanza: Stanza, tally: Tally | null, keepsDocuments: boolean): PackageFault | null {
  if (stanza.state === 'not-installed') return stanza.want === 'install' ? 'selected' : null;
  if (stanza.state === 'config-files') return null;
  const isBroken = stanza.state === 'half-installed' || stanza.error === 'reinstreq';
  if (tally === null) return isBroken ? 'failed-install' : null;
  // All files of the image's version may have other names; its changelog has the same one.
  if (isGhost(tally, keepsDocuments)) return tally.otherChangelog ? 'other-version' : 'ghost';
  if (isOtherVersion(tally)) return 'other-version';
  if (isBroken) return 'failed-change';
  return stanza.state === 'installed' ? null : 'unconfigured';
}

function isGhost(tally: Tally, keepsDocuments: boolean): boolean {
  const programs = { present: tally.present - tally.documents.present, missing: tally.missing - tally.documents.missing };
  if (programs.present + programs.missing > 0) return programs.present === 0;
  return keepsDocuments && tally.documents.missing > 0 && tally.documents.present === 0;
}

/** Returns why it cannot be told whether an installed package is whole, or null. */
export function cannotJudge({ stanza, tally }: Examined): string | null {
  if (stanza.state !== 'installed') return null;
  if (tally === null) return 'the database has no list of its files';
  if (isGhost(tally, true) || isOtherVersion(tally) || tally.differing === 0 || tally.changedHere !== null) return null;
  return `${String(tally.differing)} of its files ${tally.differing === 1 ? 'is' : 'are'} not as its version has ${tally.differing === 1 ? 'it' : 'them'}: edited in the image, or of another version`;
}

/** Tells whether the files on the disk are those of one version: all are there, but for documentation, and none has other content. */
export function isAsShipped(tally: Tally): boolean {
  return tally.differing === 0 && tally.missing === tally.documents.missing && tally.present > 0;
}

/** Tells whether a package that the image's own database calls installed is there: an image may edit or drop some of its files. */
export function isInImage(tally: Tally): boolean {
  return tally.present > 0 && !isGhost(tally, true) && !isOtherVersion(tally);
}

/** An image may edit or drop some files of a package, which does not make it another version. */
function isOtherVersion(tally: Tally): boolean {
  const lacksPrograms = tally.missing > tally.documents.missing;
  if (tally.differing === 0 && !lacksPrograms) return false;
  return tally.otherChangelog || (tally.differing > 0 && tally.same === 0) || tally.changedHere === true;
}

/** Tells whether missing documentation counts, which it does not on an image that was stripped of it. */
function hasDocuments(packages: readonly Examined[]): boolean {
  const others = packages.flatMap(({ tally }) => (tally && tally.present > tally.documents.present && tally.documents.present + tally.documents.missing > 0 ? [tally] : []));
  return others.filter(({ documents }) => documents.present > 0).length * 2 > others.length;
}

/** If the database was copied as a whole after the deployment, all its lists are newer, and their times say nothing. */
function isTimeTelling(packages: readonly Examined[]): boolean {
  const times = packages.flatMap(({ tally }) => (tally === null ? [] : [tally.changedHere]));
  return times.filter(Boolean).length * 2 < times.length;
}

/** Adds one path to a count; `content` is null where there is no checksum to compare with. */
export function count(tally: Tally, path: string, state: 'missing' | 'present', content: 'same' | 'differs' | null): void {
  tally[state] += 1;
  if (isDocumentation(path)) tally.documents[state] += 1;
  if (content === 'same') tally.same += 1;
  if (content === 'differs') tally.differing += 1;
}

/** Returns a count of zero. */
export function emptyTally(changedHere: boolean | null): Tally {
  return { present: 0, same: 0, differing: 0, missing: 0, documents: { present: 0, missing: 0 }, otherChangelog: false, changedHere };
}
