// This file lists everything that `up` and `down` plan with. It is plain data, which a captured host has too.

import type { Facts } from '../host/facts.ts';
import type { Mount } from '../text/mountinfo.ts';
import type { Parked, PersistentOverlay } from '../persist/state.ts';
import type { Config } from '../config/config.ts';

/** Holds the host's facts and what only `up` and `down` ask for. */
export type Situation = {
  facts: Facts;
  /** This is the whole mount table; Facts keeps only a part of it. */
  mounts: readonly Mount[];
  /** These existing folders may follow, by their real paths. */
  candidates: readonly Candidate[];
  /** These are the booted deployment's files in /run/ostree/deployment-state, including temporary ones of a killed unlock. */
  unlockedFiles: readonly string[];
  /** These folders hold, or held, the upper directory of one of ostree's transient overlays. */
  layerFolders: readonly string[];
  /** These folders of ours on disk hold layers, or held them before a reboot. */
  storageFolders: readonly string[];
  /** Tells whether the package database was written after the overlay on /usr was mounted; null where that is unknown. */
  packagesChanged: boolean | null;
  /** A failed installation left these packages broken in dpkg's database; empty where the database has an overlay. */
  brokenPackages: readonly string[];
  /** Holds the command, without sudo, after which the next boot has no hotfix; null where none is on, or no command is known. */
  wayBack: string | null;
  /**
   * Says why the persistent overlay of this image is not mounted, and lists those of all images, the newest first; `elsewhere` is the folder of
   * `--storage`. Null where nothing of them is stored, or it is not root who asks.
   */
  persistent: { parked: Parked | null; stored?: readonly PersistentOverlay[]; elsewhere?: string | null } | null;
  /** Tells whether systemd will mount a persistent overlay at the next boot: it runs, and has our unit. */
  bootUnit: boolean;
  /** Says in words who holds a package manager's lock, or null. */
  packageManager: string | null;
  /** `atWork`: ostree or bootc holds its lock on the sysroot. `isStaged`: a deployment waits for the next boot. */
  update: { atWork: boolean; isStaged: boolean };
};

/**
 * `asked`: named with --follow, so a problem refuses the command instead of leaving it out. `missing`: configured but absent.
 * `weak`: the folder in the path where a user other than root could replace it.
 */
export type Candidate = { path: string; asked: boolean; missing?: boolean; weak?: string };

/** `path` is `tmpfs` or the real path of a directory; `wrong` says why it cannot be used, to print after the path, or is null. */
export type StoragePlace = { path: string; wrong: string | null };

/** Holds the options of `up`, merged with the configuration. */
export type UpOptions = {
  readOnly: boolean;
  hotfix: boolean;
  persist: boolean;
  /** With `persist`: where the one of another image is parked, makes one for this image beside it. */
  renew?: boolean;
  backend: 'auto' | 'bootc' | 'ostree' | 'native';
  /** Limits the native backend's tmpfs, in the form of tmpfs(5); null leaves the default. */
  size: string | null;
  /** This size is configured, and is ignored where another backend mounts the overlay. */
  defaultSize: string | null;
  /** The native backend stores its layers here; null means in memory. */
  storage: StoragePlace | null;
  /** This storage is configured, and is ignored where another backend mounts the overlay. */
  defaultStorage: StoragePlace | null;
  /** Holds what was typed, to say where it has no effect. */
  typed?: { backend: boolean; noFollow: boolean };
};

/** Holds the options of the command line; null or absent means not given. */
export type UpWords = Omit<UpOptions, 'backend' | 'defaultSize' | 'defaultStorage'> & { backend: UpOptions['backend'] | null };

/** Merges the command line with the configuration; `defaultStorage` is the configured storage after a look at the disk. */
export function planOptions(words: UpWords, { overlay }: Config, defaultStorage: StoragePlace | null): UpOptions {
  // Only ostree can make a hotfix, whatever backend is configured.
  const usual = words.hotfix ? 'auto' : overlay.backend;
  return { ...words, backend: words.backend ?? usual, defaultSize: overlay.size, defaultStorage };
}
