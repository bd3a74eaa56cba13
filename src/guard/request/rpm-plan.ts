// This file parses the packages of a dnf transaction, as dnf 5 answers and as our plugin of dnf 4 writes them.

import type { Sizes } from './package-sizes.ts';
import type { PlannedPackage } from './suite-change.ts';

/** dnf 5 is asked with these: libdnf5-actions(8), 'MESSAGES IN "JSON" COMMUNICATION MODE'. */
export const RPM_PLAN_QUESTION = '{"op":"get","domain":"trans_packages","args":{"output":["name","version","direction","action","install_size","download_size"]}}\n';

/** What provides a kernel, by dnf's own `installonlypkgs`; and what has files in /boot, or a kernel that kernel-install(8) copies there. */
export const RPM_BOOT_QUESTIONS = [
  { of: 'installonly', filter: '{"key":"installonly","value":"true"}' },
  ...['/boot/*', '/efi/*', '/lib/modules/*/vmlinu?', '/usr/lib/modules/*/vmlinu?'].map((path) => ({ of: 'boot', filter: `{"key":"file","value":"${path}","operator":"GLOB"}` })),
].map(({ of, filter }) => ({ of: of as 'installonly' | 'boot', question: `{"op":"get","domain":"trans_packages","args":{"filters":[${filter}],"output":["name","version"]}}\n` }));

/** Holds the packages of a transaction and their sizes. */
export type RpmPlan = { packages: PlannedPackage[]; sizes: Sizes; /** Names of those that write to /boot by what they provide and hold. */ writers: string[] };

/** Returns null where the text is no answer to the question. */
export function parseRpmPlan(text: string): RpmPlan | null {
  const entries = entriesIn(text);
  if (entries === null) return null;
  const packages = new Map<string, PlannedPackage>();
  const sizes: Sizes = { installed: 0, download: 0 };
  const writers: string[] = [];
  for (const { name, version, direction, action, install_size, download_size, installonly, boot } of entries) {
    if (typeof name !== 'string' || typeof version !== 'string' || action === ONLY_MARKED) continue;
    if (boot === true || (installonly === true && isKernel(name))) writers.push(name);
    const known = packages.get(name) ?? { name, from: null, to: null };
    if (direction === 'OUT') packages.set(name, { ...known, from: version });
    if (direction !== 'IN') continue;
    packages.set(name, { ...known, to: version });
    sizes.installed += numberIn(install_size);
    sizes.download += numberIn(download_size);
  }
  return { packages: [...packages.values()], sizes, writers: [...new Set(writers)] };
}

/** The names in the answer to one of the further questions; none where dnf does not know what is asked. */
export function parseRpmWriters(of: 'installonly' | 'boot', text: string): string[] {
  const names = (entriesIn(text) ?? []).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  return of === 'boot' ? names : names.filter(isKernel);
}

/** What several versions of are installed beside each other is a kernel, a module for it, or what is to build one with. */
function isKernel(name: string): boolean {
  return !/-(devel|headers|docs?|modules|debug|debuginfo|debugsource|selftests)(-|$)/.test(name);
}

/** Of a package that is there already, and counts as asked for from now on. */
const ONLY_MARKED = '?';

type Entry = Record<'name' | 'version' | 'direction' | 'action' | 'install_size' | 'download_size' | 'installonly' | 'boot', unknown>;

function entriesIn(text: string): Entry[] | null {
  try {
    const { trans_packages: entries } = (JSON.parse(text) as { return: { trans_packages: unknown } }).return;
    return Array.isArray(entries) ? entries.filter((each): each is Entry => each !== null) : null;
  } catch {
    // It is no JSON, or has no packages, as the answer to a question that dnf refused.
    return null;
  }
}

function numberIn(value: unknown): number {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0;
  return Number.isSafeInteger(number) ? Math.max(number, 0) : 0;
}
