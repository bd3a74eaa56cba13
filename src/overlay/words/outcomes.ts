// This file holds the words for how `up` and `down` ended: outcomes, refusals and notes.

import { FOLLOWERS_LOST } from '../../host/disagreements.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Note, Outcome, RefusalReason } from '../plan.ts';

/** Each outcome has lines for standard output. The first two are bootc's own (crates/lib/src/bootc_composefs/state.rs). */
export const OUTCOMES: Record<Outcome, readonly string[]> = {
  'mounted-read-write': ['A read/write overlayfs is now mounted on /usr', 'All changes there will be discarded on reboot.'],
  'mounted-read-only': ['A read-only overlayfs is now mounted on /usr', 'All changes there will be discarded on reboot.'],
  'mounted-hotfix': [
    'A read/write overlayfs is now mounted on /usr as a hotfix',
    'All changes there survive reboots, until the next image is deployed.',
  ],
  'mounted-persistent': [
    'A read/write overlayfs is now mounted on /usr, and each boot of this image mounts it again',
    'When another image is booted, it is not mounted; nothing in it is deleted until `sudo usr-overlay down`.',
  ],
  'persistent-at-next-boot': ['The next boot of this image mounts the persistent overlay again'],
  'remounted-read-write': ['The overlayfs on /usr is now mounted read/write', 'All changes there will be discarded on reboot.'],
  'already-read-write': ['A read/write overlayfs is already mounted on /usr', 'All changes there will be discarded on reboot.'],
  'already-read-only': ['A read-only overlayfs is already mounted on /usr', 'All changes there will be discarded on reboot.'],
  'already-hotfix': ['/usr is already writable through a hotfix', 'All changes there survive reboots, until the next image is deployed.'],
  'already-persistent': ['A persistent read/write overlayfs is already mounted on /usr', 'Each boot of this image mounts it again.'],
  'already-sysext-mutable': ['/usr is already writable through a mutable systemd-sysext merge', 'Changes there are seen only while it is merged.'],
  'already-root-transient': ['/usr is already writable: the whole root file system is transient', 'All changes there will be discarded on reboot.'],
  'already-writable': ['/usr is already writable, nothing to do', 'No overlay is mounted: what is installed there persists.'],
  'already-in-memory': ['/usr is already writable, nothing to do', 'It is stored in memory: all changes there will be discarded on reboot.'],
  'already-kept': ['/usr is already writable, nothing to do', 'The overlay on / stores its changes on a disk: what is installed there persists.'],
  'already-unknown': ['/usr is already writable, nothing to do', 'Nothing here tells whether changes there survive a reboot.'],
  'already-foreign': ['/usr is already writable through an overlay that usr-overlay did not make', 'Whether changes there survive a reboot depends on whoever made it.'],
  'already-at-boot': ['/usr is already writable through an overlay that /etc/fstab or usr.mount puts on at each boot', 'All changes there survive reboots.'],
  'already-live': ['/usr is already writable, nothing to do', 'This is a live system: all changes there will be discarded on reboot.'],
  'taken-off': ['The overlayfs on /usr is unmounted, with what followed it', 'What was changed in /usr is gone.'],
  'persistent-taken-off': ['The persistent overlay on /usr was removed; all changes made in it were discarded', 'No boot mounts it again.'],
  'persistent-discarded': ['The persistent overlay, which was not mounted, was discarded', 'No boot mounts it again.'],
  uncovered: ['The overlay that lay over the persistent one was removed; the persistent overlay is in use again'],
  'leftovers-removed': ['No overlay to take off is on /usr; what an earlier one left behind is removed'],
  'nothing-to-take-off': ['Nothing to take off: no overlay is on /usr'],
};

/** Each refusal has one line without "error:", and the exit code. `detail` is the plan's. */
export const REFUSALS: Record<RefusalReason, (detail: string) => { line: string; exitCode: ExitCode }> = {
  container: notPossible('this is a container or an image build: install the package when the image is built'),
  'stopped-after-error': notPossible(
    'the kernel made the file system of /usr read-only after an error: see `dmesg --level=err,warn` and check it with fsck; an overlay would only hide the damage',
  ),
  'etc-read-only': notPossible('/etc is read-only, and packages would stop half-way there: run `systemd-confext unmerge`, or `mount -o remount,rw /etc`, first'),
  'sysext-merged': notPossible('a merged system extension lies on /usr: run `systemd-sysext unmerge` first'),
  'no-overlayfs': notPossible('this kernel has no overlayfs: add the package to the image that this host boots'),
  'too-deep': notPossible('/usr is stacked on two overlays already, and the kernel allows no third: add the package to the image that this host boots'),
  'overlay-below': notPossible('an overlay that can never be written lies on /usr, and only a native one goes over it: run `usr-overlay up --backend native`'),
  'bootc-missing': notPossible('the program bootc is not installed: run `usr-overlay up --backend native`'),
  'not-bootc': notPossible('bootc does not manage this host: run `usr-overlay up --backend auto`'),
  'ostree-missing': notPossible('the program ostree is not installed: run `usr-overlay up --backend native`'),
  'not-ostree': notPossible('this host was not booted from an ostree deployment: run `usr-overlay up --backend auto`'),
  'no-hotfix': notPossible('only ostree makes a hotfix, and this host was not booted from an ostree deployment: leave out `--hotfix`'),
  'hotfix-needs-ostree': (detail) => ({ line: `--hotfix is ostree's: leave out \`--backend ${detail}\``, exitCode: EXIT.usage }),
  'size-needs-native': (detail) => ({ line: `--size is for the native backend, and ${detail} would put this overlay on: add \`--backend native\``, exitCode: EXIT.usage }),
  'storage-needs-native': (detail) => ({ line: `--storage is for the native backend, and ${detail} would put this overlay on: add \`--backend native\``, exitCode: EXIT.usage }),
  'storage-refused': (detail) => ({ line: `--storage: ${detail}`, exitCode: EXIT.usage }),
  'storage-misconfigured': (detail) => ({ line: `overlay.storage in the configuration: ${detail}; \`--storage tmpfs\` does without it`, exitCode: EXIT.configuration }),
  'hotfix-over-transient': notPossible('a transient overlay makes /usr writable already, and ostree puts no hotfix over it: run `usr-overlay down` first'),
  'hotfix-on-transient-root': notPossible('the whole root file system is transient, so that no hotfix would last: add the package to the image'),
  'package-manager-running': (detail) => ({ line: `a package manager is at work (${detail}): wait until it has finished, then try again`, exitCode: EXIT.busy }),
  'update-at-work': (detail) => ({
    line: `an update of the image is at work, and ostree cannot unlock /usr before it has finished: try again then${detail === 'hotfix' ? '' : ', or do without ostree: `sudo usr-overlay up --backend native`'}`,
    exitCode: EXIT.busy,
  }),
  'update-staged': notPossible(
    'an update is staged for the next boot, and ostree would drop it for the hotfix: reboot into the update first, or drop it yourself: `sudo ostree admin undeploy 0`',
  ),
  'follow-refused': (detail) => ({ line: `--follow: ${detail}`, exitCode: EXIT.usage }),
  'is-hotfix': (detail) => ({
    line: `the overlay on /usr is a hotfix, which belongs to the deployment: ${detail === '' ? 'the next image that is deployed starts without it' : `to boot this image without it, run \`${detail}\` and reboot`}`,
    exitCode: EXIT.notPossible,
  }),
  'is-root-transient': notPossible('the whole root file system is transient: only a reboot takes back what was changed'),
  'is-foreign-root': notPossible('the whole root file system is an overlay that usr-overlay did not make: it cannot be taken off while the system runs'),
  'foreign-read-only': notPossible('the overlay on /usr is none of usr-overlay, and what is written to it may stay: whoever made it decides whether it is writable'),
  'is-unknown': notPossible('the overlay on /usr is of an unknown kind: if it is yours, `umount --lazy /usr` takes it off'),
  'is-on-disk': (detail) => ({
    line: `the overlay on /usr is none of usr-overlay, and what it stores in ${detail} stays there: if it is yours, \`umount --lazy /usr\` takes it off`,
    exitCode: EXIT.notPossible,
  }),
  'is-at-boot': (detail) => ({
    line: `/etc/fstab or usr.mount puts this overlay on /usr at each boot, and what it stores in ${detail} stays there: to be without it, remove that entry and reboot`,
    exitCode: EXIT.notPossible,
  }),
  held: (detail) => ({
    line: detail === 'followers-lost' ? HELD_SINCE_SOFT_REBOOT : 'these processes use the overlay: stop them, or add `--stop` for services that only the overlay has, or `--lazy` to take it off all the same',
    exitCode: EXIT.busy,
  }),
  'persist-live': notPossible('this is a live system, which has no image of its own on a disk: run `sudo usr-overlay` for an overlay until the next reboot'),
  'persist-over-overlay': notPossible('an overlay is on /usr already, and a persistent one starts from the bare image: run `sudo usr-overlay down` first'),
  'persist-on-overlay-root': notPossible('the whole root file system is an overlay, so that nothing tells what would be below a persistent one at the next boot'),
  'persist-deployment-writable': notPossible('/usr was remounted writable, so that it need not be the image any more: run `sudo mount -o remount,bind,ro /usr` first'),
  'persist-etc-transient': notPossible('/etc is lost at each reboot, and the packages of a persistent overlay need theirs: add the package to the image'),
  'persist-no-unit': notPossible('nothing would mount the overlay at the next boot: that needs systemd, and this program from its package'),
  'persist-mounts-below': notPossibleIn((detail) => `something is mounted on ${detail}, which an overlay that is mounted later in a boot would hide`),
  'persist-storage': notPossibleIn((detail) => `a persistent overlay cannot be stored: ${detail}`),
  'persist-parked': notPossible('a persistent overlay of another image is stored: see `usr-overlay diff --packages --last`, then discard it with `sudo usr-overlay down`'),
  'mounted-over': (detail) => ({ line: `another mount lies on ${detail}, over the one to take off: \`umount ${detail}\` first`, exitCode: EXIT.notPossible }),
};

/** Every process of the host was started from the overlay, PID 1 too. */
const HELD_SINCE_SOFT_REBOOT = 'these processes use the overlay, and after a soft-reboot all do: reboot, or take the overlay off under them: `sudo usr-overlay down --lazy`';

/** Returns one line for standard error, without "note:". */
export function noteLine(note: Note): string {
  switch (note.kind) {
    case 'packages-already-changed':
      return 'packages may have changed since this overlay was put on, so their database stays as it is and will list what the reboot takes away';
    case 'followers-lost':
      return FOLLOWERS_LOST;
    case 'deployment-writable':
      return '/usr was remounted writable before: what was written then is in the deployment itself, and stays';
    case 'read-only-not-done':
      return 'it stays read/write; `usr-overlay down` and `usr-overlay up --read-only` make it read-only';
    case 'size-not-changed':
      return '--size changes nothing here: /usr needs no new overlay';
    case 'storage-not-changed':
      return '--storage changes nothing here: /usr needs no new overlay';
    case 'ostree-missing':
      return 'the program ostree is not installed, so the overlay is a native one, of which ostree knows nothing';
    case 'persistent-hidden':
      return 'this overlay hides the persistent one, and what is installed there: `sudo usr-overlay down` removes this one alone';
    case 'hides':
      return `this is not there while the overlay is on, because it is mounted only when it is used: ${note.folders.join(', ')}`;
    case 'stays-mounted':
      return `the overlay does not cover what is mounted below /usr, and what changes there stays: ${note.folders.join(', ')}`;
    case 'still-held':
      return `${note.count === 1 ? 'one process still uses' : `${note.count} processes still use`} what was taken off, and the room comes back when the last one ends: \`usr-overlay holders\` lists them`;
    case 'packages-broken':
      return `the package database below the overlay has half-installed packages (${note.names.slice(0, 3).join(', ')}${note.names.length > 3 ? ', ...' : ''}); a repair in the overlay is lost with it: run \`usr-overlay down\`, then \`usr-overlay doctor\``;
    case 'left-out':
      return `${note.folder} does not follow: it ${note.because}`;
  }
}

function notPossibleIn(line: (detail: string) => string): (detail: string) => { line: string; exitCode: ExitCode } {
  return (detail) => ({ line: line(detail), exitCode: EXIT.notPossible });
}

function notPossible(line: string): () => { line: string; exitCode: ExitCode } {
  return () => ({ line, exitCode: EXIT.notPossible });
}
