// This file carries out the steps of putting back. Each step looks again first, so that a second run after a kill finishes the first.

import { closeSync, constants, existsSync, fchmodSync, fchownSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { algorithmOf, digestOf } from '../../system/files/digest.ts';
import { withPinned } from '../../system/files/pinned-folder.ts';
import { replaceFile, UNFINISHED } from '../../system/files/replace-file.ts';
import { runProgram } from '../../system/processes/run-program.ts';
import type { PutBackStep } from '../put-back-plan.ts';
import { codeOf } from '../../fault.ts';
import { linkTarget } from '../../system/files/read.ts';

/** Returns null when the step is done, else why it was not, in words. */
export function applyPutBackStep(step: PutBackStep): string | null {
  try {
    const why = withPinned(step.path, (pinned) => applyWhole(step, pinned));
    return why === null ? 'its folder is a link, or is gone' : why === DONE ? null : why;
  } catch (error) {
    return codeOf(error);
  }
}

/** Gives restored files their SELinux labels, and makes systemd read its units again. */
export async function afterPutBack(steps: readonly PutBackStep[]): Promise<void> {
  const restored = steps.flatMap(({ kind, path }) => (kind === 'restore-file' || kind === 'restore-link' || kind === 'make-folder' ? [path] : []));
  if (restored.length > 0 && existsSync('/sys/fs/selinux/enforce')) await runProgram('restorecon', ['-F', '--', ...restored], TIMEOUT);
  const isUnits = steps.some(({ path }) => /^\/etc\/(systemd|init\.d|rc\d\.d)\//.test(path));
  if (isUnits && existsSync('/run/systemd/system')) await runProgram('systemctl', ['daemon-reload'], TIMEOUT);
}

const DONE = '';
const CHANGED = 'it changed in the meantime';
const TIMEOUT = 100_000;

/** A draft that a full disk cut short is not left beside the file. */
function applyWhole(step: PutBackStep, pinned: string): string {
  try {
    return applyAt(step, pinned);
  } catch (error) {
    if (step.kind === 'make-folder') removeFolder(`${pinned}${UNFINISHED}`);
    else rmSync(`${pinned}${UNFINISHED}`, { force: true });
    throw error;
  }
}

function applyAt(step: PutBackStep, pinned: string): string {
  switch (step.kind) {
    case 'remove-file':
      if (!hasDigest(pinned, step.digest)) return CHANGED;
      unlinkSync(pinned);
      return DONE;
    case 'remove-link':
      if (linkTarget(pinned) !== step.target) return CHANGED;
      unlinkSync(pinned);
      return DONE;
    case 'restore-file':
      return restoreFile(step, pinned);
    case 'restore-link':
      if ((linkTarget(pinned) ?? null) !== step.from) return CHANGED;
      rmSync(`${pinned}${UNFINISHED}`, { force: true });
      symlinkSync(step.target, `${pinned}${UNFINISHED}`);
      renameSync(`${pinned}${UNFINISHED}`, pinned);
      return DONE;
    case 'make-folder':
      return makeFolder(step, pinned);
    case 'remove-folder':
      return removeFolder(pinned);
  }
}

function hasDigest(path: string, digest: string): boolean {
  return digestOf(path, algorithmOf(digest)) === digest;
}

function restoreFile(step: PutBackStep & { kind: 'restore-file' }, pinned: string): string {
  const isAsSeen = step.digest === null ? lstatSync(pinned, { throwIfNoEntry: false }) === undefined : hasDigest(pinned, step.digest);
  if (!isAsSeen) return CHANGED;
  replaceFile(pinned, step.from, step.like ?? lstatSync(step.from));
  return DONE;
}

/** Makes the folder completely or not at all: after a kill, a half-made one (mode 0700) would look as if somebody had made it so. */
function makeFolder({ like }: PutBackStep & { kind: 'make-folder' }, pinned: string): string {
  const there = lstatSync(pinned, { throwIfNoEntry: false });
  if (there !== undefined) return there.isDirectory() ? DONE : CHANGED;
  const unfinished = `${pinned}${UNFINISHED}`;
  removeFolder(unfinished);
  mkdirSync(unfinished, { mode: 0o700 });
  const fd = openSync(unfinished, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    // A service's user may have put another folder with root's files in its place, hoping to be made its owner.
    if (readdirSync(`/proc/self/fd/${fd}`).length > 0) return CHANGED;
    fchownSync(fd, like.uid, like.gid);
    fchmodSync(fd, like.mode);
  } finally {
    closeSync(fd);
  }
  renameSync(unfinished, pinned);
  return DONE;
}

/** A folder that still holds something stays, which is intended. */
function removeFolder(pinned: string): string {
  try {
    rmdirSync(pinned);
  } catch (error) {
    if (!['ENOTEMPTY', 'ENOENT', 'ENOTDIR'].includes(codeOf(error))) throw error;
  }
  return DONE;
}
