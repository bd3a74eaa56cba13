// Putting back, through the door: what goes is kept first. Each step looks once more, so that a second go after a kill finishes what
// the first began.

import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { whyOf } from '../../fault.ts';
import { openKeeper, type Keeper, type Kept, type Taking } from '../../kept/io/keep.ts';
import { CHANGED, putInPlace, takeAway, type Content } from '../../kept/io/take.ts';
import { syncFolder } from '../../kept/io/store.ts';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { withPinned } from '../../system/files/pinned-folder.ts';
import { linkTarget } from '../../system/files/read.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import { relabel } from '../../system/processes/selinux.ts';
import type { PutBackStep } from '../put-back-plan.ts';

export type Failed = { step: PutBackStep; why: string };

/** The steps that failed, and why. `overlay` is the id of the record that they are for; null for none. */
export async function applyPutBack(steps: readonly PutBackStep[], overlay: string | null, keeper: Keeper = openKeeper()): Promise<Failed[]> {
  const failed: Failed[] = [];
  for (const together of rounds(steps)) failed.push(...(await applyTogether(together, overlay, keeper)));
  return failed;
}

/** What was put back tells systemd what to start, and SELinux what it is. */
export async function afterPutBack(steps: readonly PutBackStep[]): Promise<void> {
  relabel(steps.flatMap(({ kind, path }) => (kind === 'restore-file' || kind === 'restore-link' || kind === 'make-folder' ? [path] : [])));
  const isUnits = steps.some(({ path }) => /^\/etc\/(systemd|init\.d|rc\d\.d)\//.test(path));
  if (isUnits && existsSync('/run/systemd/system')) await runProgram('systemctl', ['daemon-reload'], TIMEOUT);
}

const TIMEOUT = 100_000;
const NO_STEP = '';

/**
 * Kept at once, because the disk is waited for once then. A path's second step is in a later round, and so is a folder that is made in
 * another one, or empty only without it.
 */
function rounds(steps: readonly PutBackStep[]): PutBackStep[][] {
  const found: PutBackStep[][] = [];
  let paths = new Set<string>();
  let of = '';
  for (const step of steps) {
    const group = step.kind === 'make-folder' || step.kind === 'remove-folder' ? `${step.kind} ${step.path.split('/').length}` : '';
    if (found.length === 0 || group !== of || paths.has(step.path)) {
      found.push([]);
      paths = new Set();
    }
    of = group;
    paths.add(step.path);
    found.at(-1)?.push(step);
  }
  return found;
}

async function applyTogether(steps: readonly PutBackStep[], overlay: string | null, keeper: Keeper): Promise<Failed[]> {
  const looked = steps.map((step) => ({ step, why: whyNot(step) }));
  const open = looked.filter(({ why }) => why === null).map(({ step }) => step);
  const kept = await keeper.keepAll(open.map((step) => takingOf(step, overlay)));
  const done = open.map((step, index) => ({ step, why: apply(step, kept[index] ?? CHANGED) }));
  syncFoldersOf(open);
  return [...looked, ...done].flatMap(({ step, why }) => (why === null || why === NO_STEP ? [] : [{ step, why }]));
}

/** Null where it is as it was when the step was planned. */
function whyNot(step: PutBackStep): string | null {
  try {
    return withPinned(step.path, (pinned) => ({ why: isAsPlanned(step, pinned) }))?.why ?? null;
  } catch (error) {
    return whyOf(error);
  }
}

function isAsPlanned(step: PutBackStep, pinned: string): string | null {
  const there = lstatSync(pinned, { throwIfNoEntry: false });
  switch (step.kind) {
    case 'remove-file':
      return hasDigest(pinned, step.digest) ? null : CHANGED;
    case 'remove-link':
      return linkTarget(pinned) === step.target ? null : CHANGED;
    case 'restore-file':
      return (step.digest === null ? there === undefined : hasDigest(pinned, step.digest)) ? null : CHANGED;
    case 'restore-link':
      return (linkTarget(pinned) ?? null) === step.from ? null : CHANGED;
    case 'make-folder':
      return there === undefined ? null : there.isDirectory() ? NO_STEP : CHANGED;
    case 'remove-folder':
      // One that holds something stays, and this is as it should be.
      return there?.isDirectory() === true && readdirSync(pinned).length === 0 ? null : NO_STEP;
  }
}

function hasDigest(path: string, digest: string): boolean {
  return digestOf(path, algorithmOf(digest)) === digest;
}

function takingOf(step: PutBackStep, overlay: string | null): Taking {
  const same = 'shipped' in step && step.shipped != null && step.digest !== null ? { digest: step.digest, from: `the package ${step.shipped}` } : null;
  return { path: step.path, why: WHY[step.kind], overlay, same };
}

const WHY: Record<PutBackStep['kind'], string> = {
  'remove-file': 'of a package that is gone with its overlay',
  'remove-link': 'led to a package that is gone with its overlay',
  'restore-file': 'of a package that is gone with its overlay; what was there before took its place',
  'restore-link': 'of a package that is gone with its overlay; what was there before took its place',
  'make-folder': 'in the place of a folder of the image',
  'remove-folder': 'of a package that is gone with its overlay, and empty',
};

/** Each folder once: to wait for the disk after each of thousands of files takes a minute. */
function syncFoldersOf(steps: readonly PutBackStep[]): void {
  for (const path of new Map(steps.map((step) => [dirname(step.path), step.path])).values()) {
    try {
      withPinned(path, (pinned) => syncFolder(dirname(pinned)));
    } catch {
      // What a crash brings back now, the next overlay's put-back finds as it is.
    }
  }
}

function apply(step: PutBackStep, kept: Kept | string): string | null {
  if (typeof kept === 'string') return kept;
  const content = contentOf(step);
  const why = content === null ? takeAway(kept, { isSynced: false }) : putInPlace(kept, content);
  return step.kind === 'remove-folder' && why !== null && STAYS.has(why) ? null : why;
}

/** Somebody has put something in the folder, or mounted something on it. */
const STAYS = new Set([CHANGED, whyOf({ code: 'ENOTEMPTY' }), whyOf({ code: 'EBUSY' })]);

function contentOf(step: PutBackStep): Content | null {
  switch (step.kind) {
    case 'restore-file':
      return { kind: 'file', from: step.from, like: step.like };
    case 'restore-link':
      return { kind: 'link', target: step.target };
    case 'make-folder':
      return { kind: 'folder', like: step.like };
    case 'remove-file':
    case 'remove-link':
    case 'remove-folder':
      return null;
  }
}
