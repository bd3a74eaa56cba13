// This file mounts the persistent overlay at a boot, or tells why not. Whatever is in doubt, the host boots from its plain image.

import { reasonOf } from '../../fault.ts';
import { parseFacts, type Facts } from '../../host/facts.ts';
import { describeHost } from '../../host/host.ts';
import { gatherQuickly } from '../../host/io/gather-evidence.ts';
import { PERSISTENT } from '../../places.ts';
import { readMountTable } from '../../system/mounts/mounts.ts';
import { imageName, isSameImage } from '../image.ts';
import type { Parked, ParkReason, PersistentState } from '../state.ts';
import { imageNow } from './image-now.ts';
import { isMounted, missingFolder, mountPersistent, tryOut } from './mount.ts';
import { attempts, countAttempt, isEnabled, markMounted, readParkedFile, readState, writeParked } from './store.ts';

const MOST_ATTEMPTS = 2;

/** Returns null where there is none, `on`, or why it is not mounted. Hold the lock. */
export async function mountAtBoot(): Promise<'on' | Parked | null> {
  if (!isEnabled()) return null;
  if (isMounted()) return 'on';
  const state = readState();
  const why = state === null ? because('storage', `${PERSISTENT}/state.json cannot be read`) : await mount(state).catch((error: unknown) => because('mount-failed', reasonOf(error)));
  if (why === null) {
    markMounted();
    return 'on';
  }
  const parked = { ...why, image: state === null ? 'an unknown image' : imageName(state.image) };
  writeParked(parked);
  return parked;
}

type Why = Omit<Parked, 'image'>;

async function mount(state: PersistentState): Promise<Why | null> {
  const facts = factsNow();
  if (isSwitchedOff(facts)) return because('kernel-argument');
  const { environment, usr, usrOverlay } = describeHost(facts);
  if (environment !== 'host' || usrOverlay !== null || usr.writable !== false) return because('usr-taken');
  const image = imageNow();
  if (image === null) return because('image-unknown');
  if (!isSameImage(state.image, image)) return because('other-image');
  if (attempts() >= MOST_ATTEMPTS) return because('boots-failed');
  const missing = missingFolder(state);
  if (missing !== null) return because('storage', `${missing} is not there`);
  try {
    countAttempt();
  } catch (error) {
    return because('storage', reasonOf(error));
  }
  const tried = await tryOut(state);
  if (!tried.ok) return because(tried.exitCode === 1 ? 'mount-failed' : 'programs-fail', tried.line);
  const wrong = await mountPersistent(state);
  return wrong === null ? null : because('mount-failed', wrong);
}

function because(reason: ParkReason, detail: string | null = null): Why {
  return { reason, detail };
}

/** Returns why an overlay that is to be mounted is not; null where it is mounted, or there is none. Only root can tell. */
export function parkedNow(): Parked | null {
  if (!isEnabled() || isMounted()) return null;
  const said = readParkedFile();
  if (said !== null) return said;
  const state = readState();
  const image = state === null ? 'an unknown image' : imageName(state.image);
  return { image, ...because(isSwitchedOff(factsNow()) ? 'kernel-argument' : 'not-tried') };
}

/** The unit asks for the same argument, so that it works even where this program does not. */
function isSwitchedOff({ kernelArguments }: Facts): boolean {
  return kernelArguments.includes('apt-image-based.persist=off');
}

function factsNow(): Facts {
  return parseFacts({ ...gatherQuickly(), mountinfo: readMountTable() });
}
