// What `usr-overlay doctor` finds.

import type { PackageFault } from './package-health.ts';

export type FindingKind =
  | PackageFault
  /** Of rpm's database. */
  | 'rpm-ghost'
  | 'alternative'
  | 'alternative-link'
  | 'stray-link'
  /** The overlay's state disagrees with the mounts, or something was left behind. */
  | 'overlay'
  /** A repair that was cut short. */
  | 'cut-short';

/** `detail`: the version of a package, the file of an alternative, where a link leads, or a sentence. */
export type Finding = { kind: FindingKind; name: string; detail: string };

/** In the order in which they are told and repaired. */
export const FINDING_KINDS: readonly FindingKind[] = [
  'cut-short', 'overlay', 'failed-install', 'failed-change', 'ghost', 'other-version', 'selected', 'unconfigured', 'rpm-ghost', 'alternative', 'alternative-link', 'stray-link',
];

/** Those that a repair of dpkg's database is for. */
export const DATABASE_KINDS: ReadonlySet<FindingKind> = new Set(['failed-install', 'failed-change', 'ghost', 'other-version', 'selected']);

export function ofKind(findings: readonly Finding[], ...kinds: FindingKind[]): Finding[] {
  return findings.filter(({ kind }) => kinds.includes(kind));
}
