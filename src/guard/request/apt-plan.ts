// What apt prints of a plan when it simulates it: `apt-get -s`.

import type { PackageVersion } from './package-sizes.ts';
import type { PlannedPackage } from './suite-change.ts';

/** Returns each package once; for one that apt removes and installs again in between, the end counts. */
export function parseAptPlan(simulation: string): PlannedPackage[] {
  const packages = new Map<string, PlannedPackage>();
  for (const line of simulation.split('\n')) {
    const [, gone, was] = /^(?:Remv|Purg) (\S+)(?: \[([^\]]*)\])?/.exec(line) ?? [];
    if (gone !== undefined && !packages.has(gone)) packages.set(gone, { name: nameOf(gone), from: was ?? '', to: null });
    const [, name, from, to, origin] = /^Inst (\S+) (?:\[([^\]]*)\] )?\((\S+) (?:(.*) )?\[[^\]]*\]\)/.exec(line) ?? [];
    if (name !== undefined && to !== undefined) packages.set(name, { name: nameOf(name), from: from ?? null, to, origin: origin ?? '' });
  }
  return [...packages.values()];
}

/** All that is to be unpacked. */
export function incomingOf(simulation: string): PackageVersion[] {
  const rows = simulation.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+) (?:.* )?\[([^\]]*)\]\)/gm);
  return [...rows].map(([, name = '', version = '', architecture = '']) => ({ name: nameOf(name), architecture, version }));
}

function nameOf(fullName: string): string {
  return fullName.replace(/:.*/, '');
}
