// This file carries out one step of a plan.

import { existsSync, renameSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Holder } from '../../holders/holders.ts';
import { type Step } from '../plan.ts';
import { makeDiskStorage, removeDiskStorage } from './storage.ts';
import { findHolders } from '../../holders/io/find-holders.ts';
import { mountOverlay, readMounts, remount } from '../../system/mounts/mounts.ts';
import { isSysrootLocked } from '../../host/io/sysroot-lock.ts';
import { findPackageManager } from '../../packages/io/running-manager.ts';
import { makeLayers } from '../../system/mounts/make-layers.ts';
import { removeOstreeLayers } from './ostree-layers.ts';
import { mountMemoryStorage, unmountOnce } from './memory-storage.ts';
import { attachMounts, holdMounts, type HeldMounts } from './mounts-below.ts';
import { runProgram, runQuickly, type ProgramResult } from '../../system/processes/run-program.ts';
import { isInTheWay } from '../plan-down.ts';
import { unlock } from './unlock.ts';
import { applyPersistent } from './persistent.ts';
import { verifyDown, verifyUp } from './verify.ts';

/** Holds what to print and the exit code when a step failed; `step` is that step, where it was one of the plan. */
export type Failure = { line: string; exitCode: ExitCode; step?: Step };

/** Holds what a step may need of the command that runs it. */
export type StepContext = {
  /** Returns in words who holds a package database's lock now, or null. */
  packageManager: () => Promise<string | null>;
  /** This work is done while an unlock runs; it must not throw. */
  meanwhile?: () => void;
  /** Is filled by `hold-mounts` and emptied by `attach-mounts`. */
  heldMounts?: HeldMounts;
};

/** Returns null on success; some steps may throw instead of returning a failure. */
export async function applyStep(step: Step, { packageManager, meanwhile, heldMounts = new Map<string, number>() }: StepContext): Promise<Failure | null> {
  switch (step.kind) {
    case 'mount-storage':
      return failed(await mountMemoryStorage(step.size));
    case 'make-storage':
      return failed(await makeDiskStorage(step.folder));
    case 'make-layers':
      return failed(await makeLayers(step.folder, step.like));
    case 'mount-overlay':
      return failed(await mountOverlay(step));
    case 'check-locks':
      return busy(await packageManager());
    case 'check-package-managers':
      return busy((await packageManager()) ?? findPackageManager());
    case 'await-package-managers':
      return busy(await remaining(async () => (await packageManager()) ?? findPackageManager()));
    case 'unlock':
      return isSysrootLocked(readMounts()) ? UPDATE : failed(await unlock(step, meanwhile));
    case 'hold-mounts':
      holdMounts(step.places, heldMounts);
      return null;
    case 'attach-mounts':
      return failed(await attachMounts(step.places, heldMounts));
    case 'remount-writable':
      return failed(await remount(step.on, 'rw'));
    case 'remount-read-only':
      return failed(await remount(step.on, 'ro'));
    case 'stop-units':
      return failed(await runProgram('systemctl', ['stop', '--', ...step.units], RELOAD_TIMEOUT));
    case 'check-holders':
      return held(findHolders().filter((holder) => isInTheWay(holder, [])));
    case 'rename':
      renameSync(step.from, step.to);
      return null;
    case 'remove-file':
      rmSync(step.path, { force: true });
      return null;
    case 'unmount':
      return failed(await unmountOnce(step.on));
    case 'remove-layers':
      return failed(await removeOstreeLayers(step.folder));
    case 'remove-storage':
      return failed(await removeDiskStorage(step.folder));
    case 'bind-persistent':
    case 'unbind-persistent':
    case 'make-persistent':
    case 'enable-persistent':
    case 'disable-persistent':
    case 'disable-parked':
    case 'remove-persistent':
    case 'retry-persistent':
      return applyPersistent(step);
    case 'verify-up':
      return failedBy(verifyUp(step.readOnly, step.followers));
    case 'verify-down':
      return failedBy(verifyDown());
    case 'reload-systemd':
      return existsSync('/run/systemd/system') ? failed(await runQuickly('systemctl', ['daemon-reload'], RELOAD_TIMEOUT)) : null;
  }
}

/** systemd itself limits a reload to 90 seconds. */
const RELOAD_TIMEOUT = 100_000;

const PATIENCE = 10_000;

async function remaining(find: () => Promise<string | null>): Promise<string | null> {
  const end = performance.now() + PATIENCE;
  let found = await find();
  while (found !== null && performance.now() < end) {
    await setTimeout(100);
    found = await find();
  }
  return found;
}

function failed(result: ProgramResult): Failure | null {
  return result.ok ? null : failedBy(result.line);
}

function failedBy(line: string | null): Failure | null {
  return line === null ? null : { line, exitCode: EXIT.failed };
}

const UPDATE: Failure = { line: 'an update of the image started in the meantime; try again when it has finished', exitCode: EXIT.busy };

function busy(holder: string | null): Failure | null {
  return holder === null ? null : { line: `a package manager started in the meantime (${holder}); try again when it has finished`, exitCode: EXIT.busy };
}

function held([first]: readonly Holder[]): Failure | null {
  return first ? { line: `pid ${first.pid}, ${first.command}, uses the overlay. To list all that do: \`usr-overlay holders\``, exitCode: EXIT.busy } : null;
}
