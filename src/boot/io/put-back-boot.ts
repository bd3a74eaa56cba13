// Putting back in /boot, through the door: what packages of an overlay that is gone made there goes, and what they took or changed is there
// again. What cannot be told apart from what others did stays, and its copies can be had from what is kept.

import { lstatSync } from 'node:fs';
import { whyOf } from '../../fault.ts';
import { openKeeper, type Keeper, type Kept } from '../../kept/io/keep.ts';
import { putCopy } from '../../kept/io/restore.ts';
import { putInPlace, takeAway } from '../../kept/io/take.ts';
import { relabel } from '../../system/processes/selinux.ts';
import { lookAtBoot, type BootFile, type BootState, type BootTree } from '../boot-state.ts';
import { planBoot, type BootPlan, type BootStep } from '../plan-boot.ts';
import { bootCopyOf, forgetBoot, readBootEve, readBootState } from './boot-store.ts';
import { listBoot } from './list-boot.ts';

export type BootReport = { removed: string[]; restored: string[]; kept: { path: string; why: string }[]; pending: { path: string; why: string }[] };

/** `folder`: the record's, whose id is `overlay`. Null where nothing is known of /boot, or nothing is to be said. `notBack` begins the reason of what is missing still. */
export async function putBackBoot(folder: string, overlay: string, notBack: string): Promise<BootReport | null> {
  const [state, now] = [readBootState(folder), listBoot()];
  if (state === null || now === null) return null;
  const known = withOpenEve(state, folder, now);
  const copyOf = (path: string, file: BootFile): string | null => bootCopyOf(folder, path, file);
  const plan = planBoot(known, now, copyOf, notBack);
  const keeper = openKeeper();
  const { failed, untouched } = await apply(plan.steps, overlay, keeper);
  failed.push(...(await keepOld(known.before, plan, copyOf, overlay, keeper)));
  const pending = failed.map(({ path, why }) => ({ path, why: `${why}; the next \`up\`, \`down\` or boot tries again` }));
  if (pending.length === 0) forgetBoot(folder);
  const done = plan.steps.filter(({ path }) => !untouched.has(path) && !failed.some((each) => each.path === path));
  const pathsOf = (isGone: boolean): string[] => done.flatMap(({ path, file }) => ((file === null) === isGone ? [path] : []));
  return plan.steps.length + plan.kept.length === 0 ? null : { removed: pathsOf(true), restored: pathsOf(false), kept: [...plan.kept, ...pending], pending };
}

/** A transaction whose end nobody saw: what has changed since it was announced may be anybody's. */
function withOpenEve(state: BootState, folder: string, now: BootTree): BootState {
  const eve = readBootEve(folder);
  if (eve === null) return state;
  const begun = lookAtBoot(lookAtBoot(state, eve.first, 'others'), eve.last, 'nobody knows');
  return { ...begun, doubtful: lookAtBoot(begun, now, 'nobody knows').doubtful };
}

/** `untouched`: folders in which somebody has something by now. */
type Applied = { failed: { path: string; why: string }[]; untouched: ReadonlySet<string> };

async function apply(steps: readonly BootStep[], overlay: string, keeper: Keeper): Promise<Applied> {
  const failed: Applied['failed'] = [];
  const untouched = new Set<string>();
  for (const step of steps) {
    const why = step.file === null ? 'packages of an overlay that is gone had made it' : 'packages of an overlay that is gone had changed it';
    const [kept = 'nothing to keep'] = await keeper.keepAll([{ path: step.path, why, overlay }]);
    const trouble = typeof kept === 'string' ? kept : await put(step, kept);
    if (trouble === FULL) untouched.add(step.path);
    else if (trouble !== null) failed.push({ path: step.path, why: trouble });
  }
  await relabel(steps.flatMap(({ path, file }) => (file === null ? [] : [path])));
  return { failed, untouched };
}

const FULL = whyOf({ code: 'ENOTEMPTY' });

async function put({ path, file, copy }: BootStep, kept: Kept): Promise<string | null> {
  if (file === null) return takeAway(kept);
  if (file.kind === 'link') return putInPlace(kept, { kind: 'link', target: file.target ?? '', owner: file });
  if (file.kind === 'folder') return putInPlace(kept, { kind: 'folder', like: file });
  return putCopy({ path, type: 'file', ...ownerOf(file) }, copy ?? '', kept);
}

/** What stays as it is now was another thing before: that is to be had, too. */
async function keepOld(before: BootTree, { kept }: BootPlan, copyOf: (path: string, file: BootFile) => string | null, overlay: string, keeper: Keeper): Promise<{ path: string; why: string }[]> {
  const contents = kept.flatMap(({ path }) => {
    const file = before[path];
    const copy = file?.kind === 'file' ? copyOf(path, file) : null;
    return file === undefined || copy === null || !lstatSync(copy).isFile() ? [] : [{ path, why: 'as it was before the overlay', overlay, file: copy, like: ownerOf(file) }];
  });
  const trouble = await keeper.keepCopies(contents);
  return trouble.flatMap((why, index) => (why === null ? [] : [{ path: contents[index]?.path ?? '', why }]));
}

function ownerOf({ mode, uid, gid }: BootFile): Pick<BootFile, 'mode' | 'uid' | 'gid'> {
  return { mode, uid, gid };
}
