// This file describes what a package manager was asked to do, as far as it decides whether the guard may speak.

import { DEFAULT_CONFIG, type Config } from '../../config/config.ts';
import type { ImageManager } from '../../host/host.ts';
import type { Transaction } from './transaction.ts';
import type { Room } from '../../host/free-space.ts';
import type { LoggedManager } from '../../journal/entry.ts';

/** Names where the question comes from: a package manager's hook, another program on dnf 5's library, a timer's unit, or a person (`check`). */
export type Layer = 'early' | 'archives' | 'dpkg' | 'dnf4' | 'dnf5-repos' | 'dnf5-goal' | 'dnf5-library' | 'timer' | 'check';

/** Holds one question to the guard. */
export type Request = {
  layer: Layer;
  /** False for an ordinary user, who can harm nothing; the hooks run for their simulations as well. */
  root: boolean;
  /** Set by APT_IMAGE_BASED=off, /etc/apt-image-based/off or policy = "off". */
  switchedOff: boolean;
  /** This run leaves /usr alone: a simulation, a download only, nothing to do, dpkg --add-architecture. */
  changesNothing: boolean;
  /** The run changes another root directory than /. */
  otherRoot: boolean;
  /** A hook of the administrator's own makes /usr writable, and will run after this one. */
  remountsUsr: boolean;
  /** Lists programs of the administrator's own in such hooks, of which nobody knows what they do. */
  ownHooks: readonly string[];
  /** On hosts of these kinds, the run makes /usr writable for itself: `dnf --transient`, where dnf can do that. */
  transientOn: readonly ImageManager[];
  /** The next reboot is to do it. */
  offline: boolean;
  /** An earlier layer has already spoken in the same transaction. */
  alreadyTold: boolean;
  /** Holds the command line, where apt, apt-get, dpkg or dnf was called directly, to be offered again in a hint. */
  command: readonly string[] | null;
  /** Holds what the run will do; null where it could not be learnt, or was not asked because /usr is not writable through an overlay. */
  plan: Transaction | null;
  /** Null where it was not asked. */
  room: Room | null;
  /** Holds what the administrator allows in spite of the rules, and by which backend `usr-overlay` works. */
  config: Pick<Config, 'allow' | 'spaceMargin' | 'overlay'>;
};

/** This is root changing the host with nothing special about it, which is what `check` asks. */
export const PLAIN_REQUEST: Request = {
  layer: 'check',
  root: true,
  switchedOff: false,
  changesNothing: false,
  otherRoot: false,
  remountsUsr: false,
  ownHooks: [],
  transientOn: [],
  offline: false,
  alreadyTold: false,
  command: null,
  plan: null,
  room: null,
  config: DEFAULT_CONFIG,
};

/** Names the package manager behind a layer, for the journal. */
export function managerOf(layer: Layer): LoggedManager {
  if (layer === 'dpkg' || layer === 'dnf4') return layer;
  return layer.startsWith('dnf5') ? 'dnf5' : 'apt';
}
