// This file runs `usr-overlay down`, which returns to the image's own /usr.

import { setTimeout } from 'node:timers/promises';
import type { Holder } from '../holders/holders.ts';
import { planDown } from '../overlay/plan-down.ts';
import { removableOverlays } from '../overlay/plan-take-off.ts';
import { findHolders } from '../holders/io/find-holders.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { findOverlayUnits } from '../overlay/io/units.ts';
import { warnOfConfig } from './configuration.ts';
import { isLogger } from '../journal/io/journal.ts';
import type { Context } from './context.ts';
import { enterHost, runSession } from './overlay-session.ts';

/** These milliseconds are as long as the wait for another `up` or `down`. */
const RUN_WAIT = 10_000;

export async function down(options: { lazy: boolean; stop: boolean; parked: boolean; dryRun: boolean; verbose: boolean }, context: Context): Promise<number> {
  const elsewhere = await enterHost('down', options.dryRun, context);
  if (elsewhere) return elsewhere.exitCode;
  await warnOfConfig(context);
  if (!options.dryRun && !options.lazy && !options.parked) await waitForOwn();
  const plan: Parameters<typeof runSession>[0]['plan'] = (situation) =>
    planDown(situation, {
      // Only root may look at all processes.
      holders: isRoot() && !options.parked ? findHolders() : [],
      lazy: options.lazy,
      stop: options.stop,
      parked: options.parked,
      units: options.stop && isRoot() ? findOverlayUnits(removableOverlays(situation).length) : [],
    });
  return runSession({ name: 'down', dryRun: options.dryRun, verbose: options.verbose, candidates: [], plan }, context);
}

/** Commands of `usr-overlay run` are mostly short, and so is the logger that a recent `up` started. */
async function waitForOwn(): Promise<void> {
  const end = performance.now() + RUN_WAIT;
  const isOurs = (holder: Holder): boolean => !holder.own && (holder.namespace === 'run' || isLogger(holder.command));
  while (performance.now() < end && findHolders().some(isOurs)) await setTimeout(250);
}
