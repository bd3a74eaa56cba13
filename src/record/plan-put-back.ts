// This file plans what to do about what packages left outside /usr, once the overlay that they were in is gone.

import { maskState, unitOf, type Leftovers } from './etc-changes.ts';
import { type Baseline } from './baseline.ts';
import { NOT_BACK } from './record.ts';
import { planLostFolders, planNewFolders, backToLink, isLinkTo, planLostLinks, planNewLinks } from './plan-links.ts';
import type { HostNow, PutBackPlan, PutBackStep } from './put-back-plan.ts';
import { isInstalled, keyOf } from '../packages/package-set.ts';
import { inImageEtc } from '../places.ts';
import type { Ownership } from '../text/paths.ts';

const NOWHERE = '/dev/null';

/** dpkg and rpm append these to the name of a file that they put beside an edited one, or save. */
const BESIDE = ['.dpkg-dist', '.dpkg-new', '.dpkg-old', '.rpmnew', '.rpmorig', '.rpmsave'] as const;

/** Returns all paths that `planPutBack` needs to know about. */
export function pathsToLookAt({ files, links, folders, masks, lostFiles, lostLinks, strays = [] }: Leftovers): string[] {
  const beside = files.flatMap(({ path }) => BESIDE.map((suffix) => path + suffix));
  const states = masks.flatMap((path) => maskState(path) ?? []);
  return [...new Set([...[...files, ...links, ...folders].map(({ path }) => path), ...beside, ...masks, ...states, ...lostFiles, ...lostLinks, ...strays])];
}

/** Returns the steps, and what stays as it is with the reason. */
export function planPutBack(baseline: Baseline, left: Leftovers, now: HostNow): PutBackPlan {
  const plan: PutBackPlan = { steps: [], kept: [], users: left.users.filter((name) => now.users.includes(name)), groups: left.groups.filter((name) => now.groups.includes(name)) };
  // A version that was there before, and went and came meanwhile, is there whatever it did.
  const before = new Set(baseline.packages.flatMap(({ packages }) => packages.filter(isInstalled).map(keyOf)));
  const gone = (each: { package: string }): boolean => !now.there.has(each.package) || before.has(each.package);
  const his = new Set(left.administrator);
  // Digests: a diversion renamed the file itself.
  const onlyOnes = new Set(left.lostFiles.flatMap((path) => (sourceFor(path, baseline, now) === null ? [baseline.conffiles[path]?.digest] : [])));
  for (const file of left.files.filter(gone)) {
    planFile(file, baseline, now, onlyOnes, plan);
    planBeside(file, baseline, now, plan);
  }
  const doubtful = new Set(left.doubtful);
  const links = left.links.filter(gone);
  const relinked = links.filter(({ path, target }) => baseline.tree.links[path] !== undefined && isLinkTo(now.present.get(path), target));
  plan.kept.push(...relinked.filter(({ path }) => doubtful.has(path)).map(({ path }) => ({ path, why: NOBODY_SAW_LINK })));
  plan.steps.push(...relinked.filter(({ path }) => !doubtful.has(path)).map(({ path, target }) => backToLink(path, target, baseline)));
  plan.steps.push(...planNewLinks(links.filter((each) => !relinked.includes(each)), pathsOf(plan.steps, 'remove-file'), baseline, now));
  const linksToGo = pathsOf(plan.steps, 'remove-link');
  for (const path of left.lostFiles.filter((each) => !now.present.has(each) || linksToGo.has(each))) {
    if (doubtful.has(path)) plan.kept.push({ path, why: NOBODY_SAW });
    else planLostFile(path, baseline, now, plan);
  }
  for (const path of left.masks) if (isLinkTo(now.present.get(path), NOWHERE) && now.exists(unitOf(path))) plan.steps.push(backToLink(path, NOWHERE, baseline), ...forgetMask(path, now));
  plan.kept.push(...(left.strays ?? []).filter((path) => now.present.has(path)).map((path) => ({ path, why: CUT_SHORT })));
  plan.kept.push(...left.lostLinks.filter((path) => doubtful.has(path) && !now.present.has(path)).map((path) => ({ path, why: NOBODY_SAW })));
  const lostLinks = left.lostLinks.filter((path) => !doubtful.has(path) && !now.present.has(path));
  const linksBack = planLostLinks(lostLinks, [...pathsOf(plan.steps, 'restore-file'), ...pathsOf(plan.steps, 'restore-link')], baseline, now);
  const areBack = pathsOf(linksBack, 'restore-link');
  plan.steps.push(...linksBack);
  plan.kept.push(...lostLinks.filter((path) => !areBack.has(path)).map((path) => ({ path, why: LEADS_NOWHERE })));
  plan.steps = [...planLostFolders(plan.steps, baseline, now), ...plan.steps, ...planNewFolders(left.folders.filter(gone), plan.steps, baseline, now).filter(({ path }) => !his.has(path))];
  return plan;
}

const NOBODY_SAW_LINK = 'nobody saw whether a package led it elsewhere or somebody did';
const CUT_SHORT = 'it came in a transaction that was cut short, and nobody saw whose it is';
const LEADS_NOWHERE = `${NOT_BACK}what it led to is not there`;
/** No hook of ours looked before the packages changed. */
const NOBODY_SAW = `${NOT_BACK}nobody saw whether a package took it away or somebody did`;

/** Else deb-systemd-helper would take the administrator's next mask for its own, and undo it. */
function forgetMask(path: string, now: HostNow): PutBackStep[] {
  const state = maskState(path) ?? path;
  const present = now.present.get(state);
  return present?.kind === 'file' ? [{ kind: 'remove-file', path: state, digest: present.digest, shipped: null }] : [];
}

function pathsOf(steps: readonly PutBackStep[], kind: PutBackStep['kind']): Set<string> {
  return new Set(steps.flatMap((step) => (step.kind === kind ? [step.path] : [])));
}

type LeftFile = Leftovers['files'][number];

/** Nothing is touched whose content is not what the package that is gone had shipped. */
function planFile({ path, digest, like, ...left }: LeftFile, baseline: Baseline, now: HostNow, onlyOnes: ReadonlySet<string | undefined>, plan: PutBackPlan): void {
  const present = now.present.get(path);
  const known = baseline.conffiles[path];
  if (present === undefined || (present.kind === 'file' && present.digest === known?.digest)) return;
  if (present.kind !== 'file' || present.digest !== digest) {
    plan.kept.push({ path, why: 'it was edited' });
    return;
  }
  if (like && present.like && !isSameOwnership(like, present.like)) {
    plan.kept.push({ path, why: 'its mode or owner was changed' });
    return;
  }
  const source = sourceFor(path, baseline, now);
  if (source === 'as it is') return;
  const shipped = left.shipped === true ? left.package : null;
  if (source !== null) plan.steps.push({ kind: 'restore-file', path, from: source, digest, like: known ?? null, shipped });
  else if (known) plan.kept.push({ path, why: 'the version that it replaced was not kept' });
  else if (baseline.tree.files.includes(path)) return;
  else if (now.listed.has(path)) plan.kept.push({ path, why: 'the package database still lists it, and would not install it again' });
  else if (onlyOnes.has(digest)) plan.kept.push({ path, why: 'it alone holds what a missing file of the image held' });
  else plan.steps.push({ kind: 'remove-file', path, digest, shipped });
}

function isSameOwnership(one: Ownership, other: Ownership): boolean {
  return one.mode === other.mode && one.uid === other.uid && one.gid === other.gid;
}

/** Returns the file with the right content: the copy from before the overlay, where that was not the image's own, else the image's. */
function sourceFor(path: string, baseline: Baseline, now: HostNow): string | 'as it is' | null {
  const present = now.present.get(path);
  const copy = now.copies.get(baseline.conffiles[path]?.digest ?? '');
  if (copy !== undefined) return copy;
  const pristine = now.pristine.get(path);
  if (pristine === undefined) return null;
  return present?.kind === 'file' && present.digest === pristine ? 'as it is' : inImageEtc(path);
}

function planBeside({ path, digest, ...left }: LeftFile, baseline: Baseline, now: HostNow, plan: PutBackPlan): void {
  const known = baseline.conffiles[path]?.digest;
  const present = now.present.get(path);
  const isAgain = (present?.kind === 'file' && present.digest === known) || plan.steps.some((step) => step.kind === 'restore-file' && step.path === path);
  for (const beside of BESIDE.map((suffix) => path + suffix)) {
    const found = now.present.get(beside);
    if (found?.kind !== 'file' || baseline.tree.files.includes(beside)) continue;
    if (found.digest === digest) plan.steps.push({ kind: 'remove-file', path: beside, digest, shipped: left.shipped === true ? left.package : null });
    else if (found.digest === known && isAgain) plan.steps.push({ kind: 'remove-file', path: beside, digest: known, shipped: null });
    else if (found.digest === known) plan.kept.push({ path: beside, why: 'it holds what was there before the overlay' });
  }
}

function planLostFile(path: string, baseline: Baseline, now: HostNow, plan: PutBackPlan): void {
  const source = sourceFor(path, baseline, now);
  if (source === null) plan.kept.push({ path, why: `${NOT_BACK}it was removed, and no copy was kept` });
  else plan.steps.push({ kind: 'restore-file', path, from: source, digest: null, like: baseline.conffiles[path] ?? null, shipped: null });
}
