// All that `up` and `down` plan by: the host's facts, and what only they ask for. Plain data, as a captured host has it too.

import type { Facts } from '../host/facts.ts';
import type { Mount } from '../text/mountinfo.ts';
import type { Config } from '../config/config.ts';

export type Situation = {
  facts: Facts;
  /** The whole mount table; Facts keeps only a part of it. */
  mounts: readonly Mount[];
  /** Folders that may follow: real paths, existing. */
  candidates: readonly Candidate[];
  /** Files of the booted deployment in /run/ostree/deployment-state, a killed unlock's temporary ones too. */
  unlockedFiles: readonly string[];
  /** Folders that hold, or held, the upper directory of a transient overlay of ostree's. */
  layerFolders: readonly string[];
  /** Folders of ours on disk that hold layers, or held them before a reboot. */
  storageFolders: readonly string[];
  /** Whether the package database was written since the overlay on /usr was made; null where that cannot be told. */
  packagesChanged: boolean | null;
  /** Packages that a failed installation left broken in dpkg's database, where no overlay is on that. */
  brokenPackages: readonly string[];
  /** Who holds a package manager's lock, in words; else null. */
  packageManager: string | null;
};

/**
 * `asked`: named by --follow, so that it is refused where a default one would be left out. `missing`: configured, and not there.
 * `weak`: the folder above it, itself perhaps, in which another than root can put something else in its place.
 */
export type Candidate = { path: string; asked: boolean; missing?: boolean; weak?: string };

/** `path` is `tmpfs` or the real path of a directory; `wrong`: what a look at the latter said against it, as words that go behind its name. */
export type StoragePlace = { path: string; wrong: string | null };

export type UpOptions = {
  readOnly: boolean;
  hotfix: boolean;
  backend: 'auto' | 'bootc' | 'ostree' | 'native';
  /** The most that the native backend may keep in memory, as tmpfs(5) takes it; null for its default. */
  size: string | null;
  /** The configuration's, which is no fault where another backend stores. */
  defaultSize: string | null;
  /** Where the native backend stores; null for its default, memory. */
  storage: StoragePlace | null;
  /** The configuration's, again. */
  defaultStorage: StoragePlace | null;
};

/** Null and absent: not said on the command line. */
export type UpWords = Omit<UpOptions, 'backend' | 'defaultSize' | 'defaultStorage'> & { backend: UpOptions['backend'] | null };

/** `defaultStorage`: the configuration's, looked at. */
export function planOptions(words: UpWords, { overlay }: Config, defaultStorage: StoragePlace | null): UpOptions {
  // A hotfix is ostree's whatever puts on the other overlays.
  const usual = words.hotfix ? 'auto' : overlay.backend;
  return { ...words, backend: words.backend ?? usual, defaultSize: overlay.size, defaultStorage };
}
