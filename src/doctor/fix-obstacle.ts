// This file decides whether `usr-overlay doctor --fix` can repair the host's own package database now.

import type { Facts } from '../host/facts.ts';
import { isFollower } from '../host/followers.ts';
import type { Host } from '../host/host.ts';
import { topMountAt } from '../text/mountinfo.ts';

/** Names what stands in the way of a repair; ./words.ts has the sentences. */
export type FixObstacle = 'container' | 'followers-left' | 'overlay-on' | 'sysext-writable' | 'transient-root' | 'usr-writable' | 'database-in-image';

/** Returns null where nothing is in the way. `database` is its real path, null where there is none. */
export function fixObstacle(host: Host, facts: Facts, database: string | null): FixObstacle | null {
  const { usrOverlay, environment, usr } = host;
  const isCovered = isFollower(topMountAt(facts.mounts, database ?? ''));
  if (environment === 'container' || environment === 'build') return 'container';
  if (isCovered && usrOverlay === null) return 'followers-left';
  if (usrOverlay?.backend === 'sysext') return usr.writable === true ? 'sysext-writable' : inImage(database);
  // Either files and database are both the overlay's, or only the database is the host's.
  if (usrOverlay?.persistence === 'transient') return usr.mountPoint === '/usr' ? 'overlay-on' : 'transient-root';
  // No overlay takes files away here, so whoever lost some wants them reinstalled.
  if (usrOverlay === null && usr.writable === true) return 'usr-writable';
  return inImage(database);
}

function inImage(database: string | null): FixObstacle | null {
  return database?.startsWith('/usr/') === true ? 'database-in-image' : null;
}
