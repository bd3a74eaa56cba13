// dnf's own way, see dnf(8), "--transient": it mounts an overlay that only its own transaction can write to. It stays open.

import type { Host } from '../../host/host.ts';
import type { Rule } from './rule.ts';

export const ownTransient: Rule = {
  name: 'own-transient',
  summary: 'the package manager was asked to put up a transient overlay of its own',
  check: (host, request) => request.transientOn.some((manager) => manager === host.imageManager) && !isTakenForUnlocked(host) ? 'allow' : null,
};

/** Where ostree says that /usr is unlocked already, dnf puts up nothing, and fails while it installs (tried). */
function isTakenForUnlocked(host: Host): boolean {
  const isUnlockedBelow = host.usrOverlay?.backend === 'sysext' && host.writableBelow === true;
  return host.staleUnlock || host.unlockedElsewhere || isUnlockedBelow;
}
