// This file defines what planning, applying and showing `up` and `down` share. A step is plain data.

import type { Holder } from '../holders/holders.ts';

/** Names who mounts the overlay; `native` is this program itself. */
export type Backend = 'bootc' | 'ostree' | 'native';

/** Holds one change to the host, or one check; ./io/apply-step.ts carries it out. */
export type Step =
  /** Mounts our tmpfs, which only root can enter and which holds all our upper and work directories. */
  | { kind: 'mount-storage'; size?: string }
  /** Makes a root-only folder on disk in its place; what an earlier boot left in it is removed. */
  | { kind: 'make-storage'; folder: string }
  /** Makes new `upper` and `work` directories in `folder`; the upper one gets the owner, mode and SELinux label of `like`. */
  | { kind: 'make-layers'; folder: string; like: string }
  | { kind: 'mount-overlay'; source: string; on: string; folder: string; readOnly: boolean }
  /** Fails where a package manager locked the database before its overlay was mounted, because that one writes to the database below. */
  | { kind: 'check-locks' }
  /** Fails where a package manager is running: one without a lock yet would go on with a database that is no longer an overlay. */
  | { kind: 'check-package-managers' }
  /** Waits for a package manager that started in between and is about to fail. */
  | { kind: 'await-package-managers' }
  /** Runs `bootc usr-overlay` or `ostree admin unlock`; `otherwise` are ostree's arguments, for a bootc that does not know its own. */
  | { kind: 'unlock'; program: 'bootc' | 'ostree'; words: readonly string[]; otherwise?: readonly string[] }
  /** Opens what is mounted on these places below /usr, before an overlay covers it. */
  | { kind: 'hold-mounts'; places: readonly string[] }
  /** Mounts on these places, over the overlay, what was held. */
  | { kind: 'attach-mounts'; places: readonly string[] }
  | { kind: 'remount-writable'; on: string }
  | { kind: 'remount-read-only'; on: string }
  | { kind: 'stop-units'; units: readonly string[] }
  /** Fails where anybody but our callers uses the overlay after the units are stopped. */
  | { kind: 'check-holders' }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'remove-file'; path: string }
  /** Unmounts lazily, because umount(8) itself runs from /usr and would find it busy. */
  | { kind: 'unmount'; on: string }
  /** Removes the folder of ostree's upper and work directories. */
  | { kind: 'remove-layers'; folder: string }
  /** Removes what `make-storage` made, now or before a reboot. */
  | { kind: 'remove-storage'; folder: string }
  /** Makes the storage of a persistent overlay, with the image that /usr is from, and with what will be mounted on `folders`; `store` is its folder there. */
  | { kind: 'make-persistent'; folders: readonly string[]; store: string }
  /** Makes each boot of this image mount it; comes last. */
  | { kind: 'enable-persistent'; store: string }
  /** Makes a folder for the layers, mounts it where they are looked for, and lets each boot do so; and the way back. */
  | { kind: 'bind-persistent'; folder: string } | { kind: 'unbind-persistent' }
  /** Makes no boot mount the one in this store any more, or any; comes first. */
  | { kind: 'disable-persistent'; store?: string }
  /** Makes no boot mount those that are not mounted now. */
  | { kind: 'disable-parked' }
  /** Removes the layers of what no boot mounts. */
  | { kind: 'remove-persistent' }
  /** Forgets the boots that failed. */
  | { kind: 'retry-persistent' }
  | { kind: 'verify-up'; readOnly: boolean; followers: readonly string[] }
  | { kind: 'verify-down' }
  | { kind: 'reload-systemd' };

/** Names what a command achieved; its words are in ./words/outcomes.ts. */
export type Outcome =
  | 'mounted-read-write'
  | 'mounted-read-only'
  | 'mounted-hotfix'
  | 'mounted-persistent'
  | 'persistent-at-next-boot'
  | 'remounted-read-write'
  | 'already-read-write' | 'already-read-only'
  | 'already-hotfix'
  | 'already-persistent'
  | 'already-sysext-mutable'
  | 'already-root-transient'
  | 'already-writable'
  | 'already-live'
  | 'already-in-memory'
  | 'already-kept'
  | 'already-unknown'
  | 'already-foreign'
  | 'already-at-boot'
  | 'taken-off' | 'persistent-taken-off'
  | 'persistent-discarded'
  | 'parked-discarded' | 'no-parked'
  | 'uncovered'
  | 'leftovers-removed'
  | 'nothing-to-take-off';

/** Names why a command did nothing; its words are in ./words/outcomes.ts. */
export type RefusalReason =
  | 'container' | 'container-down'
  | 'stopped-after-error'
  | 'etc-read-only'
  | 'sysext-merged'
  | 'no-overlayfs'
  | 'too-deep'
  | 'overlay-below'
  | 'bootc-missing'
  | 'not-bootc'
  | 'ostree-missing'
  | 'not-ostree'
  | 'no-hotfix'
  | 'hotfix-needs-ostree'
  | 'size-needs-native'
  | 'storage-needs-native'
  | 'storage-refused'
  | 'storage-misconfigured'
  | 'hotfix-over-transient'
  | 'hotfix-on-transient-root'
  | 'package-manager-running'
  | 'update-at-work'
  | 'update-staged'
  | 'follow-refused'
  | 'is-hotfix'
  | 'is-root-transient'
  | 'is-unknown'
  | 'is-on-disk'
  | 'is-at-boot'
  | 'is-foreign-root'
  | 'foreign-read-only'
  | 'held'
  | 'mounted-over'
  | 'persist-live'
  | 'persist-over-overlay'
  | 'persist-on-overlay-root'
  | 'persist-deployment-writable'
  | 'persist-etc-transient'
  | 'persist-no-unit'
  | 'persist-mounts-below'
  | 'persist-storage'
  | 'persist-parked' | 'renew-nothing' | 'renew-same-image';

/** Holds something worth knowing that does not stop the command. */
export type Note =
  | { kind: 'packages-already-changed' }
  | { kind: 'followers-lost' }
  | { kind: 'deployment-writable' }
  | { kind: 'read-only-not-done' }
  | { kind: 'size-not-changed' | 'storage-not-changed' }
  | { kind: 'backend-not-changed' | 'follow-not-changed' | 'database-stays' }
  | { kind: 'ostree-missing' }
  | { kind: 'hides' | 'stays-mounted' | 'follows-now'; folders: readonly string[] }
  | { kind: 'persistent-hidden' }
  | { kind: 'left-out'; folder: string; because: string }
  | { kind: 'still-held'; count: number }
  | { kind: 'packages-broken'; names: readonly string[] };

/** Holds what a command will do, or why it refuses. */
export type Plan =
  | { kind: 'steps'; steps: readonly Step[]; outcome: Outcome; notes: readonly Note[] }
  /** `detail` is put into the sentence: a folder, a mount point, a process. `holders` are listed above it. */
  | { kind: 'refused'; reason: RefusalReason; detail: string; holders?: readonly Holder[] };
