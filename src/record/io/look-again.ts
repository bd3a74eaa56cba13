// Once an overlay is gone, a last look tells what changed after the one before it, which a reboot, a crash or a full disk left as the last.

import { lstatSync } from 'node:fs';
import { inImageEtc } from '../../places.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { isThere, modifiedAt } from '../../system/files/read.ts';
import type { Tree } from '../baseline.ts';
import type { Leftovers } from '../etc-changes.ts';
import type { PutBackReport } from '../record.ts';
import { sinceLastLook, type Looks } from '../since-last-look.ts';
import { unseenChanges, unseenEdits } from '../unseen.ts';
import { readEtc } from './etc-tree.ts';
import { ownership } from './known-files.ts';
import { readLooks, type OpenRecord } from './record-store.ts';

/** `unseen` is named: what came or changed, and nobody knows who did it. What the next image lacks, nobody took away. */
export function lookAgain(open: OpenRecord, isOwn: boolean): { left: Leftovers; unseen: PutBackReport['kept'] } {
  const etc = readEtc();
  const looks = { ...readLooks(open.folder), packages: packagesSince(open) };
  const { links, came } = lookForNew(open, looks, etc);
  const all = sinceLastLook(open.baseline, open.leftovers, looks, etc);
  const isOfImage = (path: string): boolean => isOwn || open.leftovers.lostFiles.includes(path) || open.leftovers.lostLinks.includes(path) || isThere(inImageEtc(path));
  const left = { ...all, links: [...all.links, ...links], lostFiles: all.lostFiles.filter(isOfImage), lostLinks: all.lostLinks.filter(isOfImage) };
  const strays = new Set(left.strays);
  const changed = looks.packages === 'unchanged' ? [] : changedFiles(open, isOwn);
  return { left, unseen: [...came.filter((path) => !strays.has(path)).map((path) => ({ path, why: CAME })), ...changed.map((path) => ({ path, why: CHANGED }))] };
}

const CAME = 'it came while the overlay was on, and nobody saw whether a package brought it or somebody made it';
const CHANGED = 'it was changed, and it is not known whether by a package or by a person';

/** Only where packages may have come so, and once, before anything is put back. `down` itself has looked before it began. */
function lookForNew({ record, baseline, leftovers }: OpenRecord, { last, packages }: Looks, etc: Tree): { links: Leftovers['links']; came: string[] } {
  if (packages === 'unchanged' || record.ended?.how === 'down' || record.putBack !== null) return { links: [], came: [] };
  const { links, files } = unseenChanges(baseline, last?.tree ?? baseline.tree, etc, leftovers);
  return { links, came: files.filter((path) => !isThere(inImageEtc(path))) };
}

/** Digests as the baseline has them. In a deployment that came of that one, what is as its image has it came with the image. */
function changedFiles({ baseline, leftovers }: OpenRecord, isOwn: boolean): string[] {
  const now = new Map(Object.entries(baseline.conffiles).flatMap(([path, before]) => {
    const [digest, stat] = [digestOf(path, algorithmOf(before.digest)), lstatSync(path, { throwIfNoEntry: false })];
    return digest === undefined || stat === undefined ? [] : [[path, { digest, ...ownership(stat) }] as const];
  }));
  const image = new Map(isOwn ? [] : Object.entries(baseline.conffiles).map(([path, { digest }]) => [path, digestOf(inImageEtc(path), algorithmOf(digest))]));
  return unseenEdits(baseline, leftovers, now, image);
}

/** dpkg writes down in its log what it does; rpm does not, and calls no hook. Just before a `down` the databases themselves were read. */
function packagesSince({ folder, record, baseline }: OpenRecord): Looks['packages'] {
  const names = ['eve', 'look', 'baseline'].map((name) => modifiedAt(`${folder}/${name}.json`));
  const looked = names.find((time) => time !== null) ?? Infinity;
  if ((modifiedAt('/var/log/dpkg.log') ?? 0) > looked) return 'changed';
  return record.ended?.how !== 'down' && baseline.packages.some(({ manager, packages }) => manager === 'rpm' && packages.length > 0) ? 'maybe' : 'unchanged';
}
