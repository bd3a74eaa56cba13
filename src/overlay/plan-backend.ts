// This file chooses who mounts the overlay: bootc, ostree, or this program itself.

import type { Host } from '../host/host.ts';
import type { Backend, Note, RefusalReason } from './plan.ts';
import type { Facts } from '../host/facts.ts';
import type { UpOptions } from './situation.ts';

export type BackendChoice = { backend: Backend; notes: Note[] } | { reason: RefusalReason };

export function chooseBackend(host: Host, facts: Facts, options: UpOptions): BackendChoice {
  // bootc takes any mount on /usr for its own, and ostree uses the deployment as its lower layer, not what is mounted on it.
  if (host.usrOverlay !== null && host.usr.mountPoint === '/usr') return overOverlay(options);
  if (options.hotfix || options.backend === 'ostree') {
    const reason = ostreeObstacle(host, facts);
    return orRefuse('ostree', options.hotfix && reason === 'not-ostree' ? 'no-hotfix' : reason);
  }
  if (options.backend === 'bootc') return orRefuse('bootc', bootcObstacle(host, facts));
  if (options.backend === 'native') return { backend: 'native', notes: [] };
  if (bootcObstacle(host, facts) === null) return { backend: 'bootc', notes: [] };
  const obstacle = ostreeObstacle(host, facts);
  if (obstacle === null) return { backend: 'ostree', notes: [] };
  return { backend: 'native', notes: obstacle === 'ostree-missing' ? [{ kind: 'ostree-missing' }] : [] };
}

function overOverlay(options: UpOptions): BackendChoice {
  return !options.hotfix && (options.backend === 'auto' || options.backend === 'native') ? { backend: 'native', notes: [] } : { reason: 'overlay-below' };
}

/** Returns the arguments with which the program mounts an overlay. */
export function unlockWords(program: 'bootc' | 'ostree', options: UpOptions): string[] {
  if (program === 'bootc') return ['usr-overlay', ...(options.readOnly ? ['--read-only'] : [])];
  // bootc's crates/lib/src/cli.rs says: "In this context, --transient means read-only overlay". Tests confirm it.
  return ['admin', 'unlock', ...(options.hotfix ? ['--hotfix'] : options.readOnly ? ['--transient'] : [])];
}

function orRefuse(backend: Backend, reason: RefusalReason | null): BackendChoice {
  return reason === null ? { backend, notes: [] } : { reason };
}

function bootcObstacle(host: Host, facts: Facts): RefusalReason | null {
  if (host.imageManager !== 'bootc') return 'not-bootc';
  return facts.environment.bootc === 'yes' ? null : 'bootc-missing';
}

function ostreeObstacle(host: Host, facts: Facts): RefusalReason | null {
  if (host.imageManager === null || !facts.ostreeBooted) return 'not-ostree';
  return facts.environment.ostree === 'yes' ? null : 'ostree-missing';
}
