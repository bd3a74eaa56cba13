// This file names what is looked at on a host; `usr-overlay report` writes files of these names.

/** Names the files of a captured host. Each holds the text of one probe; a missing file means that the probe had no answer. */
export const EVIDENCE_NAMES = [
  'mountinfo',
  'mountinfo-pid1',
  'cmdline',
  'os-release',
  'ostree-booted',
  'run-ostree.stat',
  'ostree-admin-status',
  'ostree-admin-status.json',
  'origin',
  'bootc-status.json',
  'bootc-status.silence',
  'configuration.json',
  'environment',
] as const;

type EvidenceName = (typeof EVIDENCE_NAMES)[number];

/** Holds the text of each probe. Absent, denied, broken and too slow all count as no answer. */
export type Evidence = Partial<Record<EvidenceName, string>>;

/** Names the keys of the file `environment`, one KEY=VALUE per line, for what no other file tells. */
export const ENVIRONMENT_KEYS = [
  /** `writable` or `read-only`: access(2)'s answer to root about /usr. It knows btrfs's read-only property, mountinfo does not. */
  'usr-access',
  /** Where /usr leads, where it is a link. */
  'usr-path',
  /** The engine named in /run/.containerenv, or `docker`, or the content of /run/systemd/container. */
  'container',
  /** `yes` where / is not the root directory of PID 1. */
  'chroot',
  /** `yes` where systemd-volatile-root made / transient. */
  'volatile-root',
  /** `yes` where a program of this name is installed, else `no`. */
  'bootc',
  'ostree',
  'man',
  'sudo',
  /** Real paths of the existing package databases, joined by colons. */
  'databases',
  /** `no` where root may not mount anything, as in most containers; absent where it is not root who asks. */
  'mounting',
  /** The upper directory of an overlay that fstab or usr.mount puts on /usr at each boot. */
  'upper-at-boot',
  /** `read-only` where the block device of / is, so that no remount makes it writable. */
  'root-device',
  /** The commit that an update has staged for the next boot. */
  'staged-commit',
  /** `enforcing` or `permissive`; absent where SELinux is off. */
  'selinux',
  /** The SELinux context of this process. */
  'selinux-context',
  /** `yes` where folders followed the overlay that is on /usr, when `usr-overlay up` put them on; root alone knows. */
  'followed',
  /** `yes` where the kernel has overlayfs, `no` where it certainly cannot load it. */
  'overlayfs',
] as const;

/** Names one key of the file `environment`. */
export type EnvironmentKey = (typeof ENVIRONMENT_KEYS)[number];
