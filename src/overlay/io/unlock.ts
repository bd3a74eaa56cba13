// This file lets ostree or bootc mount the overlay.

import { setTimeout } from 'node:timers/promises';
import type { Step } from '../plan.ts';
import { runQuickly, type ProgramResult } from '../../system/processes/run-program.ts';

/** Runs the program, and `meanwhile` (which must not throw) while it runs. */
export async function unlock({ program, words, otherwise }: Step & { kind: 'unlock' }, meanwhile?: () => void): Promise<ProgramResult> {
  const result = await unlockOnceThawed(program, words, meanwhile);
  // clap, bootc's command line parser, exits with 2 for an unknown option.
  return !result.ok && result.exitCode === 2 && otherwise ? unlockOnceThawed('ostree', otherwise) : result;
}

/**
 * Backups, snapshots and deployments freeze the disk for a moment, during which nothing can be remounted. ostree begins with that
 * remount, so a second try finds everything as the first did: _ostree_sysroot_ensure_writable in
 * https://github.com/ostreedev/ostree/blob/main/src/libostree/ostree-sysroot.c
 */
async function unlockOnceThawed(program: string, words: readonly string[], meanwhile?: () => void): Promise<ProgramResult> {
  const end = performance.now() + PATIENCE;
  let result = await runQuickly(program, words, TIMEOUT, { meanwhile });
  while (!result.ok && FROZEN.test(result.line) && performance.now() < end) {
    await setTimeout(100);
    result = await runQuickly(program, words, TIMEOUT);
  }
  return result;
}

const FROZEN = /Remounting \S+ read-write: Device or resource busy$/;
const PATIENCE = 5_000;
const TIMEOUT = 60_000;
