// This file mounts the persistent overlay at a boot, or tells why not. Whatever is in doubt, the host boots from its plain image.

import { reasonOf } from '../../fault.ts';
import { parseFacts, type Facts } from '../../host/facts.ts';
import { describeHost } from '../../host/host.ts';
import { gatherQuickly } from '../../host/io/gather-evidence.ts';
import { PERSISTENT } from '../../places.ts';
import { readMountTable } from '../../system/mounts/mounts.ts';
import { imageName, isSameImage, type Image } from '../image.ts';
import { overlaysIn, UNKNOWN_IMAGE, type Parked, type PersistentOverlay, type ParkReason, type PersistentState } from '../state.ts';
import { isStorageAway, storageElsewhere } from './elsewhere.ts';
import { imageNow } from './image-now.ts';
import { isMounted, missingFolder, mountPersistent, tryOut } from './mount.ts';
import { attempts, countAttempt, isEnabled, markMounted, readParkedFile, readState, writeParked } from './store.ts';

const MOST_ATTEMPTS = 2;

/**
 * Returns null where there is none, `on`, or why it is not mounted. `before` is called with the image of the overlay that is about to be mounted.
 * Hold the lock.
 */
export async function mountAtBoot(before: (image: Image) => Promise<void>): Promise<'on' | Parked | null> {
  if (!isEnabled()) return null;
  if (isMounted()) return 'on';
  const state = readState();
  const why = state === null ? because('storage', `${PERSISTENT}/state.json cannot be read`) : await mount(state, before).catch((error: unknown) => because('mount-failed', reasonOf(error)));
  if (why === null) {
    markMounted();
    return 'on';
  }
  const { image, ...reason } = why;
  const parked = { ...reason, image: image ?? nameOf(state) };
  writeParked(parked);
  return parked;
}

/** `image` is missing where it is that of the newest overlay. */
type Why = Omit<Parked, 'image'> & { image?: string };

function nameOf(state: PersistentState | null): string {
  return state === null ? UNKNOWN_IMAGE : imageName(state.image);
}

async function mount(state: PersistentState, before: (image: Image) => Promise<void>): Promise<Why | null> {
  const facts = factsNow();
  if (isSwitchedOff(facts)) return because('kernel-argument');
  const { environment, usr, usrOverlay } = describeHost(facts);
  if (environment !== 'host' || usrOverlay !== null || usr.writable !== false) return because('usr-taken');
  const image = imageNow();
  if (image === null) return because('image-unknown');
  const overlay = overlaysIn(state).find((each) => isSameImage(each.image, image));
  if (overlay === undefined) return because('other-image');
  const why = await mountOverlay(overlay, before);
  return why && { ...why, image: imageName(overlay.image) };
}

async function mountOverlay(overlay: PersistentOverlay, before: (image: Image) => Promise<void>): Promise<Why | null> {
  const { image } = overlay;
  if (attempts(image) >= MOST_ATTEMPTS) return because('boots-failed');
  const missing = missingFolder(overlay);
  if (missing !== null) return because('storage', `${missing} is not there`);
  try {
    countAttempt(image);
  } catch (error) {
    return because('storage', reasonOf(error));
  }
  const tried = await tryOut(overlay);
  if (!tried.ok) return because(tried.exitCode === 1 ? 'mount-failed' : 'programs-fail', tried.line);
  await before(image);
  const wrong = await mountPersistent(overlay);
  return wrong === null ? null : because('mount-failed', wrong);
}

function because(reason: ParkReason, detail: string | null = null): Why {
  return { reason, detail };
}

/** Returns why an overlay that is to be mounted is not; null where it is mounted, or there is none. Only root can tell. */
export function parkedNow(): Parked | null {
  if (isStorageAway()) return { image: UNKNOWN_IMAGE, ...because('storage', `${storageElsewhere() ?? ''} is not mounted`) };
  if (!isEnabled() || isMounted()) return null;
  const said = readParkedFile();
  if (said !== null) return said;
  return { image: nameOf(readState()), ...because(isSwitchedOff(factsNow()) ? 'kernel-argument' : 'not-tried') };
}

/** The unit asks for the same argument, so that it works even where this program does not. */
function isSwitchedOff({ kernelArguments }: Facts): boolean {
  return kernelArguments.includes('apt-image-based.persist=off');
}

function factsNow(): Facts {
  return parseFacts({ ...gatherQuickly(), mountinfo: readMountTable() });
}
