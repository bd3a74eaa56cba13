// This file carries out the steps that make a persistent overlay what it is; its mounts are those of any other.

import { existsSync } from 'node:fs';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { reasonOf } from '../../fault.ts';
import { imageNow } from '../../persist/io/image-now.ts';
import { isSameImage } from '../../persist/image.ts';
import { bindStorage, unbindStorage } from '../../persist/io/elsewhere.ts';
import { removeUnused } from '../../persist/io/remove-store.ts';
import { clearAttempts, disable, enable, keepOverlays, makeStore, markMounted, markUnmounted, mountedOverlay, storedOverlays } from '../../persist/io/store.ts';
import { FIRST_STORE } from '../../persist/state.ts';
import { runQuickly } from '../../system/processes/run-program.ts';
import { folderName } from '../../text/paths.ts';
import type { Step } from '../plan.ts';

type PersistentStep = Extract<Step, { kind: `${string}-persistent` | 'disable-parked' }>;
type Failure = { line: string; exitCode: ExitCode };

/** Returns null on success. */
export async function applyPersistent(step: PersistentStep): Promise<Failure | null> {
  try {
    const result = await carryOut(step);
    return result.ok ? null : { line: result.line, exitCode: result.exitCode === EXIT.notPossible ? EXIT.notPossible : EXIT.failed };
  } catch (error) {
    // A full or read-only disk is the host's doing and no bug of ours.
    return { line: `the storage of the persistent overlay cannot be written: ${reasonOf(error)}`, exitCode: EXIT.failed };
  }
}

async function carryOut(step: PersistentStep): Promise<{ ok: true } | { ok: false; line: string; exitCode?: number }> {
  switch (step.kind) {
    case 'bind-persistent':
      return bindStorage(step.folder);
    case 'unbind-persistent':
      return unbindStorage();
    case 'make-persistent':
      return make(step);
    case 'enable-persistent': {
      const enabled = await enable();
      if (enabled.ok) await tellSystemd();
      return enabled;
    }
    case 'disable-persistent':
      disable(step.store);
      markUnmounted();
      return { ok: true };
    case 'disable-parked':
      keepOverlays([mountedOverlay()].filter((overlay) => overlay !== null));
      return { ok: true };
    case 'remove-persistent':
      return removeUnused();
    case 'retry-persistent':
      clearAttempts();
      return { ok: true };
  }
}

/** Our unit finds everything mounted, counts as started, and so unmounts it at the next shutdown. Where that fails, the disk is checked at the next boot. */
async function tellSystemd(): Promise<void> {
  markMounted();
  if (existsSync('/run/systemd/system')) await runQuickly('systemctl', ['start', 'apt-image-based-persist.service'], TIMEOUT);
}

const TIMEOUT = 60_000;

/** What an earlier one left there goes first. The bare /usr is looked at, so no overlay may be on it yet. */
async function make({ folders, store }: PersistentStep & { kind: 'make-persistent' }): ReturnType<typeof carryOut> {
  const removed = await removeUnused();
  if (!removed.ok) return removed;
  const image = imageNow();
  if (image === null) return { ok: false, line: 'it is not known which image this host was booted from, so another image could get this overlay', exitCode: EXIT.notPossible };
  if (storedOverlays().some((overlay) => isSameImage(overlay.image, image))) return { ok: false, line: 'a persistent overlay of this very image is stored', exitCode: EXIT.notPossible };
  return makeStore({ image, folders: folders.map((on) => ({ on, layers: folderName(on) })), ...(store !== FIRST_STORE && { store }) });
}
