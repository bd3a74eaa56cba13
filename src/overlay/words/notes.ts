// This file holds the notes of `up`, `down` and `run`: what is worth knowing and does not stop the command.

import { FOLLOWERS_LOST } from '../../host/disagreements.ts';
import type { Note } from '../plan.ts';

/** Returns one line for standard error, without "note:". */
export function noteLine(note: Note): string {
  switch (note.kind) {
    case 'packages-already-changed':
      return 'packages may have changed since this overlay was mounted, so the package database is left as it is; after the reboot it will list packages that are gone';
    case 'followers-lost':
      return FOLLOWERS_LOST;
    case 'deployment-writable':
      return '/usr was remounted writable before this overlay: what was written then is kept in the deployment';
    case 'read-only-not-done':
      return '--read-only has no effect: the overlay is read/write already. To make a new one: `usr-overlay down && usr-overlay up --read-only`';
    case 'size-not-changed':
      return '--size has no effect: /usr needs no new overlay';
    case 'storage-not-changed':
      return '--storage has no effect: /usr needs no new overlay';
    case 'backend-not-changed':
      return '--backend has no effect: /usr needs no new overlay';
    case 'follow-not-changed':
      return '--no-follow has no effect: these folders follow the overlay on /usr already. To make a new one: `usr-overlay down && usr-overlay up --no-follow`';
    case 'database-stays':
      return 'the package database is left out: after the reboot it will still list what you install now';
    case 'ostree-missing':
      return 'ostree is not installed, so the native backend mounts the overlay, and ostree does not know of it';
    case 'persistent-hidden':
      return 'this overlay hides the persistent one, and what is installed there. To remove only this one: `usr-overlay down`';
    case 'hides':
      return `the overlay hides these automatic mounts: ${note.folders.join(', ')}`;
    case 'stays-mounted':
      return `the overlay does not cover these mounts below /usr, so changes in them are not undone with it: ${note.folders.join(', ')}`;
    case 'follows-now':
      return `from now on, changes in these folders are discarded with the overlay: ${note.folders.join(', ')}`;
    case 'still-held':
      return `${note.count === 1 ? 'one process still uses' : `${note.count} processes still use`} the removed overlay; its space is freed when the last one exits. To list them: \`usr-overlay holders\``;
    case 'packages-broken':
      return `packages are half-installed (${note.names.slice(0, 3).join(', ')}${note.names.length > 3 ? ', ...' : ''}), and a repair in the overlay would be lost with it. To repair them: \`usr-overlay down && usr-overlay doctor\``;
    case 'left-out':
      return `${note.folder} gets no overlay: it ${note.because}`;
  }
}

/** Says after `run` that what it mounted is still there. */
export const RUN_STAYS = 'the overlay on /usr stays until the next reboot. To remove it: `usr-overlay down`';
