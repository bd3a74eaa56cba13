// This file finds the persistent overlay of another image that is to be renewed, and what it had.

import { imageName, isSameImage, type Image } from '../../persist/image.ts';
import { parkedNow } from '../../persist/io/at-boot.ts';
import { mountedOverlay, storedOverlays } from '../../persist/io/store.ts';
import type { PackageChange } from '../../packages/package-changes.ts';
import { askOffered } from '../../packages/io/ask-repositories.ts';
import { readPackages } from '../../packages/io/read-databases.ts';
import { readParked } from '../../record/io/parked-record.ts';
import { planRenewals, type Renewal } from '../plan-renewal.ts';

/** `from` is the short name of the image; `renewals` is null where nothing tells what was installed. */
export type Found = { from: string; renewals: Renewal[] | null; hasLists: boolean };

/** Looks at the newest overlay of another image; null where there is none, or where this image has one that is not mounted. Only root may look. */
export function findRenewal(): Found | null {
  const mounted = mountedOverlay();
  if (mounted === null && parkedNow()?.reason !== 'other-image') return null;
  const source = storedOverlays().find(({ image }) => mounted === null || !isSameImage(image, mounted.image));
  if (source === undefined) return null;
  const changes = changesOf(source.image);
  let hasLists = true;
  const renewals = changes && planRenewals(changes, readPackages({ reasons: false }), (manager, labels) => {
    const offered = askOffered(manager, labels);
    hasLists &&= offered !== null;
    return offered;
  });
  return { from: imageName(source.image), renewals, hasLists };
}

function changesOf(image: Image): readonly PackageChange[] | null {
  const records = readParked().filter((each) => typeof each !== 'string');
  return records.find(({ record }) => record.image !== undefined && isSameImage(record.image, image))?.record.packages ?? null;
}
