// This file defines an action: one thing that a user or a program asks of a package manager, and a row of the matrix.
import type { Suite } from '../hosts/rootfs.ts';

export interface Action {
  name: string;
  family: 'refused-when-locked' | 'always-allowed';
  /**
   * Names the outermost layer that sees the action. `early` runs before the download, so a refusal there fetches nothing; `backstop` runs
   * after it; `dpkg` is dpkg's own hook; an allowed action has `none`.
   */
  layer: 'early' | 'backstop' | 'dpkg' | 'none';
  /** This shell text runs as root in the host with `lib` sourced; where a user acts, it drops its privileges itself. */
  run: string;
  /** This runs before the measured run and outside it, with the guard switched off. */
  prepare?: string;
  /** This undoes what the run did, with the guard switched off, and only after a run that returned `rc`. */
  restore?: string;
  /** The package manager returns this when nobody refuses. */
  rc: number;
  /** The package manager returns this when the guard refuses. */
  refusedRc: number;
  /** Tells whether .deb files are fetched when nobody refuses. */
  fetches: boolean;
  /** The action fails by itself, without a word of ours, where the package database lies in a read-only /usr. */
  writesDatabase?: true;
  /** The table has this action in another spelling already, so a few states are enough. */
  spelling?: true;
  /** The verb exists on these suites; on all where this is absent. */
  suites?: readonly Suite[];
}

type More = Partial<Omit<Action, 'name' | 'family' | 'run'>>;

/** apt and apt-get are refused before the prompt and the download. */
export function refusedEarly(name: string, run: string, more: More = {}): Action {
  return { name, run, family: 'refused-when-locked', layer: 'early', rc: 0, refusedRc: 100, fetches: true, ...more };
}

export function refusedByDpkg(name: string, run: string, more: More = {}): Action {
  return { name, run, family: 'refused-when-locked', layer: 'dpkg', rc: 0, refusedRc: 2, fetches: false, ...more };
}

export function allowed(name: string, run: string, more: More = {}): Action {
  return { name, run, family: 'always-allowed', layer: 'none', rc: 0, refusedRc: 100, fetches: false, ...more };
}

export function spelling(action: Action): Action {
  return { ...action, spelling: true };
}
