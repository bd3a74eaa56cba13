// What apt prints of a plan: `apt-get -s`, and the records of its packages.

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

/** `NAME:ARCH=VERSION` of all that is to be unpacked, as `apt-cache show` takes it. */
export function recordsWanted(simulation: string): string[] {
  return [...simulation.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+) /gm)].map(([, name = '', version = '']) => `${name}=${version}`);
}

export type Sizes = { installed: number; download: number };

/** Of `apt-cache show`; a version that several repositories offer stands there several times. See deb-control(5), "Installed-Size". */
export function parseSizes(records: string): Sizes {
  const sizes = new Map<string, Sizes>();
  for (const record of records.split('\n\n')) {
    const fields = new Map([...record.matchAll(/^(Package|Version|Architecture|Installed-Size|Size): (.*)/gm)].map(([, field, value]) => [field, value]));
    const key = ['Package', 'Architecture', 'Version'].map((field) => fields.get(field)).join(' ');
    sizes.set(key, { installed: numberIn(fields.get('Installed-Size')) * 1024, download: numberIn(fields.get('Size')) });
  }
  const all = [...sizes.values()];
  return { installed: all.reduce((sum, size) => sum + size.installed, 0), download: all.reduce((sum, size) => sum + size.download, 0) };
}

function nameOf(fullName: string): string {
  return fullName.replace(/:.*/, '');
}

/** Written by whoever made the package. */
function numberIn(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}
