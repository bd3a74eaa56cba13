// This file holds the rules for a /usr that cannot be written. The last one answers for every host that reaches it.

import type { Host } from '../../host/host.ts';
import { inOrder } from './rule.ts';

export const READ_ONLY = inOrder([
  // See `errors=remount-ro` in ext4(5): neither an overlay nor another image helps with a damaged disk.
  {
    name: 'stopped-after-error',
    summary: 'the kernel made the file system of /usr read-only after an error',
    check: (host) => host.stoppedAfterError ? 'refuse' : null,
  },
  // dnf's own way, dnf(8) "--transient", stays allowed: it mounts an overlay into which only its own transaction can write.
  {
    name: 'own-transient',
    summary: 'the package manager was asked to put up a transient overlay of its own',
    check: (host, request) => request.transientOn.some((manager) => manager === host.imageManager) && !isTakenForUnlocked(host) ? 'allow' : null,
  },
  // systemd-sysext(8) merges by an overlay without an upper directory, on ordinary hosts as well.
  {
    name: 'sysext-merged',
    summary: 'a merged system extension holds /usr read-only',
    check: (host) => host.usrOverlay?.backend === 'sysext' ? 'refuse' : null,
  },
  // `podman run --read-only` does this, and https://bootc-dev.github.io/bootc/package-managers.html wants the same message there.
  {
    name: 'container-read-only',
    summary: 'a container or an image build has a read-only /usr',
    check: (host) =>
      host.environment === 'container' || host.environment === 'build' ? 'refuse' : null,
  },
  // A namespace made before the unlock, or with private propagation, keeps the /usr that it was made with.
  {
    name: 'unlocked-elsewhere',
    summary: 'the host has a writable overlay on /usr that this mount namespace does not see',
    check: (host) => host.unlockedElsewhere ? 'refuse' : null,
  },
  // systemd.exec(5), ProtectSystem= and ReadOnlyPaths=: an overlay would be seen by PID 1, where nothing is read-only.
  {
    name: 'service-read-only',
    summary: '/usr is read-only for this service alone, and writable for the host',
    check: (host) => host.readOnlyHere ? 'refuse' : null,
  },
  // A rescue boot, `ro` in fstab or a remount that failed: /etc and /var are read-only too, so that an overlay on /usr alone is no help.
  {
    name: 'root-read-only',
    summary: 'the whole root file system is mounted read-only',
    check: (host) => host.rootReadOnly ? 'refuse' : null,
  },
  // `ostree admin unlock --transient`, `bootc usr-overlay --read-only` and `usr-overlay up --read-only` lead here.
  {
    name: 'overlay-read-only',
    summary: 'the overlay on /usr is mounted read-only',
    check: (host) => host.usrOverlay?.accessMode === 'readOnly' ? 'refuse' : null,
  },
  // An `umount /usr` by hand leaves ostree's state file behind, and then ostree refuses to unlock again.
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
]);

/** Where ostree says that /usr is already unlocked, dnf mounts nothing, and then fails while it installs (tried). */
function isTakenForUnlocked(host: Host): boolean {
  const isUnlockedBelow = host.usrOverlay?.backend === 'sysext' && host.writableBelow === true;
  return host.staleUnlock || host.unlockedElsewhere || isUnlockedBelow;
}
