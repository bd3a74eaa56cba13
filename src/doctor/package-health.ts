// Whether the files of a package are those that the database tells of.

import { isDocumentation } from '../packages/dpkg-files.ts';
import type { Stanza } from '../packages/dpkg-status.ts';

/** What became of the files that a package has below /usr. Directories, and files that are another package's too, tell nothing and are left out. */
export type Tally = {
  present: number;
  /** Of those present, by checksum. */
  same: number;
  differing: number;
  missing: number;
  /** The same of documentation alone. */
  documents: { present: number; missing: number };
  /** Its changelog is another one. */
  otherChangelog: boolean;
  /** Its list was written after the image was deployed; null where that cannot be told. */
  changedHere: boolean | null;
};

export type Examined = {
  stanza: Stanza;
  /** Null where the database has no list of its files. */
  tally: Tally | null;
};

export type PackageFault =
  /** Called installed, and none of its files are there. */
  | 'ghost'
  /** The files are those of another version. */
  | 'other-version'
  /** Not in the image, and its installation failed. */
  | 'failed-install'
  /** In the image, whose files are all in place; an upgrade or a removal failed. */
  | 'failed-change'
  /** Its files are in place, its configuration was not finished. */
  | 'unconfigured'
  /** Only selected: its installation failed before dpkg touched it. */
  | 'selected';

/** The packages with a fault, in the order of the database. */
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
  if (isGhost(tally, keepsDocuments)) return 'ghost';
  if (isOtherVersion(tally)) return 'other-version';
  if (isBroken) return 'failed-change';
  return stanza.state === 'installed' ? null : 'unconfigured';
}

function isGhost(tally: Tally, keepsDocuments: boolean): boolean {
  const programs = { present: tally.present - tally.documents.present, missing: tally.missing - tally.documents.missing };
  if (programs.present + programs.missing > 0) return programs.present === 0;
  return keepsDocuments && tally.documents.missing > 0 && tally.documents.present === 0;
}

/** An image may edit a file of a package, or drop some, without being another version. */
function isOtherVersion(tally: Tally): boolean {
  const lacksPrograms = tally.missing > tally.documents.missing;
  if (tally.differing === 0 && !lacksPrograms) return false;
  return tally.otherChangelog || (tally.differing > 0 && tally.same === 0) || tally.changedHere === true;
}

/** Whether documentation counts: not on an image that was stripped of it. */
function hasDocuments(packages: readonly Examined[]): boolean {
  const others = packages.flatMap(({ tally }) => (tally && tally.present > tally.documents.present && tally.documents.present + tally.documents.missing > 0 ? [tally] : []));
  return others.filter(({ documents }) => documents.present > 0).length * 2 > others.length;
}

/** A database that was copied as a whole after the deployment is younger than it in every part. */
function isTimeTelling(packages: readonly Examined[]): boolean {
  const times = packages.flatMap(({ tally }) => (tally === null || tally.changedHere === null ? [] : [tally.changedHere]));
  return times.filter(Boolean).length * 2 < times.length;
}

/** Adds one path to a tally; `content` only where there is a checksum to compare with. */
export function count(tally: Tally, path: string, state: 'missing' | 'present', content: 'same' | 'differs' | null): void {
  tally[state] += 1;
  if (isDocumentation(path)) tally.documents[state] += 1;
  if (content === 'same') tally.same += 1;
  if (content === 'differs') tally.differing += 1;
}

export function emptyTally(changedHere: boolean | null): Tally {
  return { present: 0, same: 0, differing: 0, missing: 0, documents: { present: 0, missing: 0 }, otherChangelog: false, changedHere };
}
