// What is looked at on a host, by the names of the files that `usr-overlay report` writes.

/** The files of a captured host. Each is the text of one probe; a file that is not there is a probe without an answer. */
export const EVIDENCE_NAMES = [
  'mountinfo',
  'mountinfo-pid1',
  'cmdline',
  'os-release',
  'ostree-booted',
  'run-ostree.stat',
  'ostree-admin-status',
  'ostree-admin-status.json',
  'bootc-status.json',
  'configuration.json',
  'environment',
] as const;

type EvidenceName = (typeof EVIDENCE_NAMES)[number];

/** Text by probe. Absent, denied, broken and too slow are all the same here: no answer. */
export type Evidence = Partial<Record<EvidenceName, string>>;

/** Keys of the file `environment`, one KEY=VALUE a line; what no other file tells. */
export const ENVIRONMENT_KEYS = [
  /** `writable` or `read-only`: what access(2) said to root about /usr; it sees btrfs' read-only property, mountinfo does not. */
  'usr-access',
  /** Text of /run/.containerenv's engine, `docker`, or the content of /run/systemd/container. */
  'container',
  /** `yes` where / is not the root directory of PID 1. */
  'chroot',
  /** `yes` where systemd-volatile-root made / transient. */
  'volatile-root',
  /** `yes` where a program of that name is in /usr/bin or /usr/sbin. */
  'bootc',
  'ostree',
  'man',
  'sudo',
  /** Real paths of the package databases that are there, joined by colons. */
  'databases',
  /** `yes` where the kernel has, or can load, overlayfs; `no` where it surely cannot. */
  'overlayfs',
] as const;

export type EnvironmentKey = (typeof ENVIRONMENT_KEYS)[number];
