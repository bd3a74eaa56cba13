// This file answers `usr-overlay diff --packages`.

import type { PackageChange } from '../packages/package-changes.ts';
import { jsonText } from '../output/control-characters.ts';

/** Returns the answer of `diff --packages --json`; `unknown` lists the databases that could not be read. */
export function packagesJson(changes: readonly PackageChange[], unknown: readonly string[]): string {
  return jsonText({ schema: 1, packages: changes, unknown }, 2);
}

/** Returns one section per kind of change (requested, dependencies, upgraded, downgraded, removed), then the totals. */
export function packageLines(changes: readonly PackageChange[]): string[] {
  if (changes.length === 0) return ['No package was changed.'];
  const of = (change: PackageChange['change']): PackageChange[] => changes.filter((each) => each.change === change);
  const installed = of('installed');
  const version = ({ label, before, after }: PackageChange): string => `${label} ${before !== null && after !== null ? `${before} -> ${after}` : (after ?? before ?? '')}`;
  return [
    ...section('Installed:', installed.filter(({ asked }) => asked === true).map(version)),
    ...section('Installed as dependencies:', installed.filter(({ asked }) => asked === false).map(version)),
    ...section('Installed:', installed.filter(({ asked }) => asked === null).map(version)),
    ...section('Upgraded:', of('upgraded').map(version)),
    ...section('Downgraded:', of('downgraded').map(version)),
    ...section('Removed:', of('removed').map(version)),
    (['installed', 'upgraded', 'downgraded', 'removed'] as const).flatMap((change) => (of(change).length === 0 ? [] : [`${of(change).length} ${change}`])).join(', '),
  ];
}

function section(heading: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [heading, ...rows.map((row) => `  ${row}`), ''];
}
