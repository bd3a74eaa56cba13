// The packages that bring dnf and rpm into a suite's root file system.
import type { Suite } from './rootfs.ts';

/** dnf4's own --transient asks ostree by its introspection: the last two. */
const WITH_DNF4 = ['dnf', 'dnf-plugins-core', 'rpm', 'python3-gi', 'gir1.2-ostree-1.0'];

export const DNF_PACKAGES: Readonly<Record<Suite, readonly string[]>> = {
  bookworm: WITH_DNF4,
  trixie: WITH_DNF4,
  forky: [...WITH_DNF4, 'dnf5'],
};
