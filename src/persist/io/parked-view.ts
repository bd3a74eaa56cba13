// This file shows the layers of a persistent overlay that is not mounted, in a namespace of its own, read-only: nothing in them is touched, and
// no program starts there.

import { closeSync } from 'node:fs';
import { makeNamespace } from '../../system/mounts/own-namespace.ts';
import { isSameImage } from '../image.ts';
import type { PersistentOverlay } from '../state.ts';
import { imageNow } from './image-now.ts';
import { storedOverlays, storeOf } from './store.ts';

/** `root` is the host's root with the overlay; `isOfImage` tells whether it belongs to the image that is booted. */
export type ParkedView = { kind: 'open'; root: string; overlay: PersistentOverlay; isOfImage: boolean; close: () => void };

/** Shows that of this image, or else the newest; null where none is stored. No overlay may be on /usr. */
export async function openParkedView(): Promise<ParkedView | { kind: 'failed'; line: string } | null> {
  const overlays = storedOverlays();
  const image = imageNow();
  const own = overlays.find((each) => image !== null && isSameImage(each.image, image));
  const overlay = own ?? overlays[0];
  if (overlay === undefined) return null;
  const made = await makeNamespace(MOUNT, overlay.folders.flatMap(({ on, layers }) => [on, `lowerdir=${storeOf(overlay)}/${layers}/upper:${on}`]));
  if (made.kind === 'failed') return made;
  const close = (): void => {
    for (const fd of made.fds) closeSync(fd);
  };
  return { kind: 'open', root: `/proc/${process.pid}/fd/${made.fds[1]}`, overlay, isOfImage: own !== undefined, close };
}

/** Without an upper directory the kernel writes nothing. A folder that this image lacks cannot be shown. */
const MOUNT = `while [ $# -gt 0 ]; do
[ ! -d "$1" ] || $IN_OWN_CONTEXT mount --internal-only -t overlay -o "ro,$2" usr-overlay-diff "$1" || exit
shift 2
done`;
