// Once an overlay is gone, a last look tells what changed after the one before it, which a reboot, a crash or a full disk left as the last.

import { existsSync } from 'node:fs';
import { inImageEtc, RPM, RPM_FILES } from '../../places.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { isThere, modifiedAt } from '../../system/files/read.ts';
import type { Tree } from '../baseline.ts';
import type { Leftovers } from '../etc-changes.ts';
import type { OverlayRecord, PutBackReport } from '../record.ts';
import { sinceLastLook, type Looks } from '../since-last-look.ts';
import { readEtc } from './etc-tree.ts';
import { findUnseen } from './find-unseen.ts';
import { readLooks, type OpenRecord } from './record-store.ts';

/** `unseen` is named: what came or changed, and nobody knows who did it. What the next image lacks, nobody took away. */
export function lookAgain(open: OpenRecord, isOwn: boolean): { left: Leftovers; unseen: PutBackReport['kept'] } {
  const etc = readEtc();
  const { links, kept } = findUnseen(open, etc);
  const { left: all, changed } = lookAtChanges(open, etc);
  const isOfImage = (path: string): boolean => isOwn || open.leftovers.lostFiles.includes(path) || open.leftovers.lostLinks.includes(path) || isThere(inImageEtc(path));
  const left = { ...all, lostFiles: all.lostFiles.filter(isOfImage), lostLinks: all.lostLinks.filter(isOfImage) };
  const strays = new Set(left.strays);
  return { left: { ...left, links: [...left.links, ...links] }, unseen: [...kept.filter(({ path }) => !strays.has(path)), ...(isOwn ? changed : [])] };
}

function lookAtChanges({ folder, record, baseline, leftovers }: OpenRecord, etc: Tree): { left: Leftovers; changed: PutBackReport['kept'] } {
  const looks = { ...readLooks(folder), packages: packagesSince(folder, record) };
  const left = sinceLastLook(baseline, leftovers, looks, etc);
  if (looks.packages === 'unchanged') return { left, changed: [] };
  const known = new Set([...left.files.map(({ path }) => path), ...left.lostFiles]);
  const changed = Object.entries(baseline.conffiles).filter(([path, { digest }]) => !known.has(path) && ![digest, undefined].includes(digestOf(path, algorithmOf(digest))));
  return { left, changed: changed.map(([path]) => ({ path, why: 'it was changed, and it is not known whether by a package or by a person' })) };
}

/** dpkg writes down in its log what it does; rpm does not. Just before a `down` the databases themselves were read. */
function packagesSince(folder: string, { ended }: OverlayRecord): Looks['packages'] {
  const names = ['eve', 'look', 'baseline'].map((name) => modifiedAt(`${folder}/${name}.json`));
  const looked = names.find((time) => time !== null) ?? Infinity;
  if ((modifiedAt('/var/log/dpkg.log') ?? 0) > looked) return 'changed';
  return ended?.how !== 'down' && RPM_FILES.some((name) => existsSync(`${RPM}/${name}`)) ? 'maybe' : 'unchanged';
}
