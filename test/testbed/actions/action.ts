// One thing a user or a program asks of a package manager: a row of the matrix.
import type { Suite } from '../hosts/rootfs.ts';

export interface Action {
  name: string;
  family: 'refused-when-locked' | 'always-allowed';
  /**
   * The outermost layer that sees the action: `early` is before the download, so a refusal there fetches nothing;
   * `archives` is after it; `dpkg` is dpkg's own hook. Of an allowed action: `none`.
   */
  layer: 'early' | 'archives' | 'dpkg' | 'none';
  /** Shell text, run as root in the host with `lib` sourced; it drops its privileges itself where a user acts. */
  run: string;
  /** Before and outside the measured run, with the guard switched off. */
  prepare?: string;
  /** Undoes what the run did, with the guard switched off; only after a run that returned what `rc` says. */
  restore?: string;
  /** What the package manager returns when nobody refuses. */
  rc: number;
  /** What it returns when the guard refuses. */
  refusedRc: number;
  /** Whether .deb files are fetched when nobody refuses. */
  fetches: boolean;
  /** Fails by itself, without a word of ours, where the package database lies in a read-only /usr. */
  writesDatabase?: true;
  /** Another way to write an action that is in the table already: enough to run in a few states. */
  spelling?: true;
  /** Where the verb exists; everywhere when absent. */
  suites?: readonly Suite[];
}

type More = Partial<Omit<Action, 'name' | 'family' | 'run'>>;

/** apt and apt-get: refused before the prompt and the download. */
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
