// The packages that bring front ends of apt, dpkg and dnf into a suite's root file system, and what they need around them.
import { DNF_PACKAGES } from './dnf-rootfs.ts';

const SYSTEM = ['systemd-sysv', 'dbus', 'polkitd', 'ca-certificates', 'aptitude', 'nala', 'gdebi-core', 'tasksel', 'packagekit'];

export const FRONT_ENDS = {
  trixie: [...SYSTEM, 'packagekit-tools'],
  // Its dnf5-server brings dnf's daemon and the daemon's client.
  forky: [...SYSTEM, ...DNF_PACKAGES.forky, 'dnf5-server', 'python3-libdnf5'],
} as const;
