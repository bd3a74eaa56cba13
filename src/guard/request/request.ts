// What was asked of the package manager, as far as it decides whether the guard may speak.

import { DEFAULT_CONFIG, type Config } from '../../config/config.ts';
import type { ImageManager } from '../../host/host.ts';
import type { Transaction } from './transaction.ts';
import type { Room } from '../../host/free-space.ts';
import type { LoggedManager } from '../../journal/entry.ts';

/** Where the question comes from: a package manager's hook, a timer's unit, or somebody who wants to know (`check`). */
export type Layer = 'early' | 'backstop' | 'archives' | 'dpkg' | 'dnf4' | 'dnf5-repos' | 'dnf5-goal' | 'timer' | 'check';

export type Request = {
  layer: Layer;
  /** False for an ordinary user: he can harm nothing, and the hooks fire for his simulations too. */
  root: boolean;
  /** APT_IMAGE_BASED=off, /etc/apt-image-based/off or policy = "off". */
  switchedOff: boolean;
  /** True where this run leaves /usr alone: simulation, download only, nothing to do, dpkg --add-architecture. */
  changesNothing: boolean;
  /** True where another root directory than / is changed. */
  otherRoot: boolean;
  /** The administrator's own DPkg::Pre-Invoke makes /usr writable, and will run after this hook. */
  remountsUsr: boolean;
  /** Hosts on which this run makes /usr writable for itself: `dnf --transient`, where dnf can do it. */
  transientOn: readonly ImageManager[];
  /** An earlier layer of the same transaction has had its say. */
  alreadyTold: boolean;
  /** The command line, where apt, apt-get, dpkg or dnf was called by itself: to be given back as a hint. */
  command: readonly string[] | null;
  /** What the run will do; asked only where /usr is writable through an overlay, and null where it could not be learnt. */
  plan: Transaction | null;
  /** Null where it was not asked. */
  room: Room | null;
  /** What the administrator lets through all the same. */
  config: Pick<Config, 'allow' | 'spaceMargin'>;
};

/** Root changing the host with nothing special about it: what `check` asks. */
export const PLAIN_REQUEST: Request = {
  layer: 'check',
  root: true,
  switchedOff: false,
  changesNothing: false,
  otherRoot: false,
  remountsUsr: false,
  transientOn: [],
  alreadyTold: false,
  command: null,
  plan: null,
  room: null,
  config: DEFAULT_CONFIG,
};

export function managerOf(layer: Layer): LoggedManager {
  if (layer === 'dpkg' || layer === 'dnf4') return layer;
  return layer === 'dnf5-repos' || layer === 'dnf5-goal' ? 'dnf5' : 'apt';
}
