// This file holds the words for how `up` and `down` ended: outcomes and refusals.

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Outcome, RefusalReason } from '../plan.ts';

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
  'already-sysext-mutable': ['/usr is already writable through a mutable systemd-sysext merge', 'Changes are only visible while it is merged.'],
  'already-root-transient': ['/usr is already writable: the whole root file system is transient', 'All changes there will be discarded on reboot.'],
  'already-writable': ['/usr is already writable, nothing to do', 'No overlay is mounted: what you install is kept.'],
  'already-in-memory': ['/usr is already writable, nothing to do', 'It is stored in memory: all changes there will be discarded on reboot.'],
  'already-kept': ['/usr is already writable, nothing to do', 'The overlay on / stores its changes on a disk: what you install is kept.'],
  'already-unknown': ['/usr is already writable, nothing to do', 'Whether a reboot keeps changes is not known.'],
  'already-at-boot': ['/usr is already writable through an overlay that /etc/fstab or usr.mount mounts at each boot', 'All changes there survive reboots.'],
  'already-foreign': ['/usr is already writable through an overlay that usr-overlay did not make', 'Whoever made it decides whether a reboot keeps changes.'],
  'already-live': ['/usr is already writable, nothing to do', 'This is a live system: all changes there will be discarded on reboot.'],
  'taken-off': ['The overlay on /usr was removed; all changes made in it were discarded.'],
  'persistent-taken-off': ['The persistent overlay on /usr was removed; all changes made in it were discarded', 'No boot mounts it again.'],
  'persistent-discarded': ['The persistent overlay, which was not mounted, was discarded', 'No boot mounts it again.'],
  'parked-discarded': ['The persistent overlays of other images, which were not mounted, were discarded', 'No boot mounts them again.'],
  'no-parked': ['No persistent overlay is parked, so there is nothing to discard.'],
  uncovered: ['The overlay that lay over the persistent one was removed; the persistent overlay is in use again'],
  'leftovers-removed': ['No overlay is on /usr; what an earlier one left behind was removed.'],
  'nothing-to-take-off': ['No overlay is on /usr, so there is nothing to remove.'],
};

/** Each refusal has one line without "error:", and the exit code. `detail` is the plan's. */
export const REFUSALS: Record<RefusalReason, (detail: string) => { line: string; exitCode: ExitCode }> = {
  container: notPossible('this is a container or an image build: install the package when the image is built'),
  'container-down': notPossible('this is a container or an image build: usr-overlay has no overlay here'),
  'stopped-after-error': notPossible(
    'the kernel made the file system of /usr read-only after an error: check it with fsck, because an overlay would only hide the damage. See: `dmesg --level=err,warn`',
  ),
  'etc-read-only': notPossible('/etc is read-only, so packages could not be installed completely. First run `systemd-confext unmerge`, or: `mount -o remount,rw /etc`'),
  'sysext-merged': notPossible('a merged system extension is on /usr; first run: `systemd-sysext unmerge`'),
  'no-overlayfs': notPossible('this kernel has no overlayfs: add the package to the image that this host boots'),
  'too-deep': notPossible('/usr is on two overlays already, and the kernel allows no third: add the package to the image that this host boots'),
  'overlay-below': notPossible('a read-only overlay is on /usr, and only the native backend can put another over it: `usr-overlay up --backend native`'),
  'bootc-missing': notPossible('bootc is not installed. To use another backend: `usr-overlay up --backend native`'),
  'not-bootc': notPossible('bootc does not manage this host. To use another backend: `usr-overlay up --backend auto`'),
  'ostree-missing': notPossible('ostree is not installed. To use another backend: `usr-overlay up --backend native`'),
  'not-ostree': notPossible('this host was not booted from an ostree deployment. To use another backend: `usr-overlay up --backend auto`'),
  'no-hotfix': notPossible('only ostree makes a hotfix, and this host was not booted from an ostree deployment: leave out `--hotfix`'),
  'hotfix-needs-ostree': (detail) => ({ line: `only ostree can make a hotfix: leave out \`--backend ${detail}\``, exitCode: EXIT.usage }),
  'size-needs-native': (detail) => ({ line: `--size needs the native backend, but ${detail} would mount this overlay: add \`--backend native\``, exitCode: EXIT.usage }),
  'storage-needs-native': (detail) => ({ line: `--storage needs the native backend, but ${detail} would mount this overlay: add \`--backend native\``, exitCode: EXIT.usage }),
  'storage-refused': (detail) => ({ line: `--storage: ${detail}`, exitCode: EXIT.usage }),
  'storage-misconfigured': (detail) => ({ line: `overlay.storage in the configuration: ${detail}. To store changes in memory instead: \`usr-overlay up --storage tmpfs\``, exitCode: EXIT.configuration }),
  'hotfix-over-transient': notPossible('a temporary overlay is on /usr, and ostree makes no hotfix over it; first run: `usr-overlay down`'),
  'hotfix-on-transient-root': notPossible('the whole root is temporary, so a hotfix would be lost at the next reboot: add the package to the image'),
  'package-manager-running': (detail) => ({ line: `a package manager is running (${detail}); try again when it has finished`, exitCode: EXIT.busy }),
  'update-at-work': (detail) => ({
    line: `an update of the image is running, and ostree cannot unlock /usr before it has finished; try again then${detail === 'hotfix' ? '' : ', or do without ostree: `usr-overlay up --backend native`'}`,
    exitCode: EXIT.busy,
  }),
  'update-staged': notPossible(
    'an update is staged for the next boot, and ostree would drop it for the hotfix. Reboot into the update first, or drop it yourself: `ostree admin undeploy 0`',
  ),
  'follow-refused': (detail) => ({ line: `--follow: ${detail}`, exitCode: EXIT.usage }),
  'is-hotfix': (detail) => ({
    line: `the overlay on /usr is a hotfix, which belongs to the deployment. ${detail === '' ? 'The next image that is deployed starts without it' : `To be without it, run this and reboot: \`${detail}\``}`,
    exitCode: EXIT.notPossible,
  }),
  'is-root-transient': notPossible('the whole root is temporary: only a reboot undoes changes'),
  'is-foreign-root': notPossible('the whole root is an overlay that usr-overlay did not make; it cannot be removed while the system runs'),
  'foreign-read-only': notPossible('usr-overlay did not make the read-only overlay on /usr, and changes in it may be kept: ask whoever made it'),
  'is-unknown': notPossible('usr-overlay did not make the overlay on /usr. If it is yours, remove it with: `umount --lazy /usr`'),
  'is-on-disk': (detail) => ({
    line: `usr-overlay did not make the overlay on /usr, and what it stores in ${detail} is kept there. If it is yours, remove it with: \`umount --lazy /usr\``,
    exitCode: EXIT.notPossible,
  }),
  'is-at-boot': (detail) => ({
    line: `/etc/fstab or usr.mount mounts this overlay on /usr at each boot, and what it stores in ${detail} is kept there. To be without it, remove that entry and reboot`,
    exitCode: EXIT.notPossible,
  }),
  // `detail` is "stop" where --stop was given, and could not help.
  held: (detail) => ({
    line: detail === 'followers-lost' ? HELD_SINCE_SOFT_REBOOT : `these processes use the overlay; stop them, or use ${detail === 'stop' ? '' : '`--stop` for services that only the overlay provides, or '}\`--lazy\` to remove it anyway`,
    exitCode: EXIT.busy,
  }),
  'persist-live': notPossible('this is a live system, which has no image of its own on a disk. For an overlay until the next reboot: `usr-overlay`'),
  'persist-over-overlay': notPossible('an overlay is on /usr already, and a persistent one starts from the bare image; first run: `usr-overlay down`'),
  'persist-on-overlay-root': notPossible('the whole root file system is an overlay, so it is not known what would be below a persistent one at the next boot'),
  'persist-deployment-writable': notPossible('/usr was remounted writable, so it may differ from the image; first run: `mount -o remount,bind,ro /usr`'),
  'persist-etc-transient': notPossible('/etc is discarded at each reboot, but the packages of a persistent overlay need their files in it: add the package to the image'),
  'persist-no-unit': notPossible('nothing would mount the overlay at the next boot: that needs systemd, and usr-overlay installed from its package'),
  'persist-mounts-below': notPossibleIn((detail) => `something is mounted on ${detail}, and the overlay, which a boot mounts later, would hide it`),
  'persist-storage': notPossibleIn((detail) => `a persistent overlay cannot be stored: ${detail}`),
  'persist-parked': notPossible('a persistent overlay of another image is stored. To install its packages anew on this image: `usr-overlay up --persist --renew`; to discard it: `usr-overlay down`'),
  'renew-nothing': notPossible('no persistent overlay of another image is parked here, so there is nothing to renew'),
  'renew-same-image': notPossible('the persistent overlay that is parked belongs to this image. To see why: `usr-overlay status`'),
  'mounted-over': (detail) => ({ line: `another mount is over the overlay on ${detail}; first run: \`umount ${detail}\``, exitCode: EXIT.notPossible }),
};

/** Every process of the host was started from the overlay, PID 1 too. */
const HELD_SINCE_SOFT_REBOOT = 'these processes use the overlay, and after a soft-reboot all do. Reboot, or detach the overlay from them: `usr-overlay down --lazy`';

function notPossibleIn(line: (detail: string) => string): (detail: string) => { line: string; exitCode: ExitCode } {
  return (detail) => ({ line: line(detail), exitCode: EXIT.notPossible });
}

function notPossible(line: string): () => { line: string; exitCode: ExitCode } {
  return () => ({ line, exitCode: EXIT.notPossible });
}
