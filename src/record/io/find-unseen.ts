// This file looks for what packages may have brought to /etc without any hook that told of it, before a reboot took their database.

import { existsSync } from 'node:fs';
import { inImageEtc } from '../../places.ts';
import { modifiedAt } from '../../system/files/read.ts';
import type { Baseline, Tree } from '../baseline.ts';
import type { Leftovers } from '../etc-changes.ts';
import type { PutBackReport } from '../record.ts';
import { unseenChanges } from '../unseen.ts';
import { readLastTree, type OpenRecord } from './record-store.ts';

export type Unseen = { links: Leftovers['links']; kept: PutBackReport['kept'] };

/** Looks only where packages may have come so, and once, before anything is put back. `down` itself has looked before it began. */
export function findUnseen({ folder, record, baseline, leftovers }: OpenRecord, etc: Tree): Unseen {
  if (record.ended?.how === 'down' || record.putBack !== null || !mayHaveUnseen(folder, baseline)) return { links: [], kept: [] };
  const { links, files } = unseenChanges(readLastTree(folder) ?? baseline.tree, etc, leftovers);
  return { links, kept: files.filter((path) => !existsSync(inImageEtc(path))).map((path) => ({ path, why: WHY })) };
}

const WHY = 'it came while the overlay was on, and nobody saw whether a package brought it or somebody made it';

/** rpm itself calls no hook; dpkg's own log tells of what came without one. */
function mayHaveUnseen(folder: string, { packages }: Baseline): boolean {
  if (packages.some((set) => set.manager === 'rpm' && set.packages.length > 0)) return true;
  const looked = modifiedAt(`${folder}/look.json`) ?? modifiedAt(`${folder}/baseline.json`);
  return looked !== null && (modifiedAt('/var/log/dpkg.log') ?? 0) > looked;
}
