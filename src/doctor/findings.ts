// This file defines what `usr-overlay doctor` finds.

import type { PackageFault } from './package-health.ts';

/** Names what can be wrong. */
export type FindingKind =
  | PackageFault
  /** The diversion is of a package that is gone, and not in force. */
  | 'diversion'
  /** The package lacks what it needs. */
  | 'dependency'
  /** The package is in rpm's database, but its files are gone. */
  | 'rpm-ghost'
  | 'alternative'
  | 'alternative-link'
  | 'stray-link'
  /** The overlay's state disagrees with the mounts, or something was left behind. */
  | 'overlay'
  /** Of an overlay that has ended, and of which not all is put back. */
  | 'open-record'
  /** Packages of the overlay that is on changed /boot. */
  | 'boot'
  /** A persistent overlay is not mounted although its image is booted. */
  | 'parked'
  /** A repair that was cut short. */
  | 'cut-short';

/** `detail` is a package's version, the file of an alternative, the target of a link, or a sentence. */
export type Finding = { kind: FindingKind; name: string; detail: string };

/** Findings are shown and repaired in this order. */
export const FINDING_KINDS: readonly FindingKind[] = [
  'cut-short', 'overlay', 'parked', 'open-record', 'boot', 'failed-install', 'failed-change', 'ghost', 'other-version', 'removed', 'diversion', 'selected', 'unconfigured', 'dependency', 'rpm-ghost', 'alternative', 'alternative-link', 'stray-link',
];

/** A repair of dpkg's database removes these. */
export const DATABASE_KINDS: ReadonlySet<FindingKind> = new Set(['failed-install', 'failed-change', 'ghost', 'other-version', 'removed', 'diversion', 'selected']);

/** Returns the findings of these kinds, in their order. */
export function ofKind(findings: readonly Finding[], ...kinds: FindingKind[]): Finding[] {
  return findings.filter(({ kind }) => kinds.includes(kind));
}
