// A /usr that cannot be written. The last rule answers for every host that reaches it.

import type { Host } from '../../host/host.ts';
import type { Rule } from './rule.ts';

export const READ_ONLY = [
  // `errors=remount-ro`, see ext4(5): neither an overlay nor an image is the answer to a damaged disk.
  {
    name: 'stopped-after-error',
    summary: 'the kernel made the file system of /usr read-only after an error',
    check: (host) => host.stoppedAfterError ? 'refuse' : null,
  },
  // dnf's own way, see dnf(8), "--transient": it mounts an overlay that only its own transaction can write to. It stays open.
  {
    name: 'own-transient',
    summary: 'the package manager was asked to put up a transient overlay of its own',
    check: (host, request) => request.transientOn.some((manager) => manager === host.imageManager) && !isTakenForUnlocked(host) ? 'allow' : null,
  },
  // systemd-sysext(8): the merge is an overlay without an upper directory, on ordinary hosts too.
  {
    name: 'sysext-merged',
    summary: 'a merged system extension holds /usr read-only',
    check: (host) => host.usrOverlay?.backend === 'sysext' ? 'refuse' : null,
  },
  // `podman run --read-only`: https://bootc-dev.github.io/bootc/package-managers.html wants the same message there.
  {
    name: 'container-read-only',
    summary: 'a container or an image build has a read-only /usr',
    check: (host) =>
      host.environment === 'container' || host.environment === 'build' ? 'refuse' : null,
  },
  // A namespace made before the unlock, or one with private propagation, keeps the /usr that it was made with.
  {
    name: 'unlocked-elsewhere',
    summary: 'the host has a writable overlay on /usr that this mount namespace does not see',
    check: (host) => host.unlockedElsewhere ? 'refuse' : null,
  },
  // `ostree admin unlock --transient`, `bootc usr-overlay --read-only`, `usr-overlay up --read-only`.
  {
    name: 'overlay-read-only',
    summary: 'the overlay on /usr is mounted read-only',
    check: (host) => host.usrOverlay?.accessMode === 'readOnly' ? 'refuse' : null,
  },
  // An `umount /usr` by hand leaves ostree's state file behind; ostree then refuses to unlock again.
  {
    name: 'stale-unlock',
    summary: 'ostree believes that /usr is unlocked, and no overlay is there',
    check: (host) => host.staleUnlock ? 'refuse' : null,
  },
  {
    name: 'image-locked',
    summary: '/usr belongs to the image that this host was booted from, and is read-only',
    check: (host) => host.imageManager !== null ? 'refuse' : null,
  },
  {
    name: 'read-only-usr',
    summary: '/usr is read-only',
    check: () => 'refuse',
  },
] as const satisfies readonly Rule[];

/** Where ostree says that /usr is unlocked already, dnf puts up nothing, and fails while it installs (tried). */
function isTakenForUnlocked(host: Host): boolean {
  const isUnlockedBelow = host.usrOverlay?.backend === 'sysext' && host.writableBelow === true;
  return host.staleUnlock || host.unlockedElsewhere || isUnlockedBelow;
}
