// The vocabulary between planning, applying and showing what `up` and `down` do. A step is plain data.

import type { Holder } from '../holders/holders.ts';

export type Backend = 'bootc' | 'ostree' | 'native';

export type Step =
  /** Our own tmpfs, root-only, in which every upper and work directory of ours lies. */
  | { kind: 'mount-storage'; size?: string }
  /** A root-only folder of ours on disk in its place; what an earlier boot left in it goes. */
  | { kind: 'make-storage'; folder: string }
  /** Fresh `upper` and `work` in `folder`; the upper directory gets the owner, mode and SELinux label of `like`. */
  | { kind: 'make-layers'; folder: string; like: string }
  | { kind: 'mount-overlay'; source: string; on: string; folder: string; readOnly: boolean }
  /** A package manager that took its lock before its database's overlay came writes to the other one. */
  | { kind: 'check-locks' }
  /** One that has asked whether /usr is writable, and has no lock yet, would go on with a database that is no overlay any more. */
  | { kind: 'check-package-managers' }
  /** The same, with some patience: it came in between, and is about to fail. */
  | { kind: 'await-package-managers' }
  /** `bootc usr-overlay` or `ostree admin unlock`; `otherwise`: ostree's words, where bootc does not know its own. */
  | { kind: 'unlock'; program: 'bootc' | 'ostree'; words: readonly string[]; otherwise?: readonly string[] }
  | { kind: 'remount-writable'; on: string }
  | { kind: 'remount-read-only'; on: string }
  | { kind: 'stop-units'; units: readonly string[] }
  /** That nobody but what called us uses the overlay, once the units are stopped; and nobody who came since. */
  | { kind: 'check-holders' }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'remove-file'; path: string }
  /** Lazy: umount(8) itself runs from /usr, so that a plain unmount of it is always busy. */
  | { kind: 'unmount'; on: string }
  /** The folder of ostree's upper and work directories. */
  | { kind: 'remove-layers'; folder: string }
  /** What `make-storage` made, now or before a reboot. */
  | { kind: 'remove-storage'; folder: string }
  | { kind: 'verify-up'; readOnly: boolean; followers: readonly string[] }
  | { kind: 'verify-down' }
  | { kind: 'reload-systemd' };

/** What a command comes to; the words for it are in src/overlay/words/outcomes.ts. */
export type Outcome =
  | 'mounted-read-write'
  | 'mounted-read-only'
  | 'mounted-hotfix'
  | 'remounted-read-write'
  | 'already-read-write'
  | 'already-read-only'
  | 'already-hotfix'
  | 'already-sysext-mutable'
  | 'already-root-transient'
  | 'already-writable'
  | 'already-live'
  | 'taken-off'
  | 'leftovers-removed'
  | 'nothing-to-take-off';

export type RefusalReason =
  | 'container'
  | 'stopped-after-error'
  | 'sysext-merged'
  | 'no-overlayfs'
  | 'too-deep'
  | 'overlay-below'
  | 'bootc-missing'
  | 'not-bootc'
  | 'ostree-missing'
  | 'not-ostree'
  | 'hotfix-needs-ostree'
  | 'size-needs-native'
  | 'storage-needs-native'
  | 'storage-refused'
  | 'storage-misconfigured'
  | 'hotfix-over-transient'
  | 'hotfix-on-transient-root'
  | 'package-manager-running'
  | 'follow-refused'
  | 'is-hotfix'
  | 'is-root-transient'
  | 'is-unknown'
  | 'held'
  | 'mounted-over';

/** Something to know that does not stop the command. */
export type Note =
  | { kind: 'packages-already-changed' }
  | { kind: 'deployment-writable' }
  | { kind: 'read-only-not-done' }
  | { kind: 'size-not-changed' }
  | { kind: 'storage-not-changed' }
  | { kind: 'ostree-missing' }
  | { kind: 'hides'; folders: readonly string[] }
  | { kind: 'left-out'; folder: string; because: string }
  | { kind: 'still-held'; count: number }
  | { kind: 'packages-broken'; names: readonly string[] };

export type Plan =
  | { kind: 'steps'; steps: readonly Step[]; outcome: Outcome; notes: readonly Note[] }
  /** `detail` goes into the words: a folder, a mount point, a process. `holders` are listed above them. */
  | { kind: 'refused'; reason: RefusalReason; detail: string; holders?: readonly Holder[] };
