// This file parses the packages of a dnf transaction, as dnf 5 answers and as our plugin of dnf 4 writes them.

import type { Sizes } from './package-sizes.ts';
import type { PlannedPackage } from './suite-change.ts';

/** dnf 5 is asked with this: libdnf5-actions(8), 'MESSAGES IN "JSON" COMMUNICATION MODE'. */
export const RPM_PLAN_QUESTION = '{"op":"get","domain":"trans_packages","args":{"output":["name","version","direction","install_size","download_size"]}}\n';

/** Holds the packages of a transaction and their sizes. */
export type RpmPlan = { packages: PlannedPackage[]; sizes: Sizes };

/** Returns null where the text is no answer to the question. */
export function parseRpmPlan(text: string): RpmPlan | null {
  const entries = entriesIn(text);
  if (entries === null) return null;
  const packages = new Map<string, PlannedPackage>();
  const sizes: Sizes = { installed: 0, download: 0 };
  for (const { name, version, direction, install_size, download_size } of entries) {
    if (typeof name !== 'string' || typeof version !== 'string') continue;
    const known = packages.get(name) ?? { name, from: null, to: null };
    if (direction === 'OUT') packages.set(name, { ...known, from: version });
    if (direction !== 'IN') continue;
    packages.set(name, { ...known, to: version });
    sizes.installed += numberIn(install_size);
    sizes.download += numberIn(download_size);
  }
  return { packages: [...packages.values()], sizes };
}

type Entry = Record<'name' | 'version' | 'direction' | 'install_size' | 'download_size', unknown>;

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
