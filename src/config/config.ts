// This file lists the administrator's settings and their defaults.

import { CHECKS, type Value } from './checks.ts';

/** Holds all settings, defaults filled in. `spaceMargin` is how many bytes a transaction must leave free in the overlay. */
export type Config = {
  policy: 'refuse' | 'off';
  /** These follow a refusal and tell where to read more; whoever prints them must remove control characters. */
  message: string | null;
  documentation: string | null;
  spaceMargin: number;
  /** These programs in apt's hooks make /usr writable before dpkg runs; each is a word of the hook. */
  remountHooks: readonly string[];
  /** Each `true` allows what is otherwise refused on a writable overlay. */
  allow: { largerThanRoom: boolean; kernel: boolean; suiteChange: boolean };
  /** The command line overrides these. `storage` is `tmpfs` or an absolute path, `size` is as in tmpfs(5), `follow` and `only` have absolute paths. */
  overlay: {
    backend: 'auto' | 'bootc' | 'ostree' | 'native';
    storage: string;
    size: string | null;
    follow: readonly string[];
    only: readonly string[];
  };
  /** For how many days, and up to how many bytes, what was taken from the host is kept. */
  kept: { days: number; bytes: number };
};

/** Holds values by key (`table.key` in tables). A key that is present but undefined had a wrong value. */
export type Settings = { [Key in SettingName]?: Value<(typeof CHECKS)[Key]> | undefined };

export type SettingName = keyof typeof CHECKS;

export type KeyProblem = { key: string; reason: string };

/** Checks a parsed TOML document. Each mistake becomes one problem and leaves its key undefined. */
export function checkConfig(document: unknown): { settings: Settings; problems: KeyProblem[] } {
  const settings: Record<string, unknown> = {};
  const problems: KeyProblem[] = [];
  for (const [key, value] of flatten(document)) {
    const answer = isSettingName(key) ? CHECKS[key](value) : { reason: TABLES.has(key) ? 'must be a table' : 'there is no such key' };
    if (isSettingName(key)) settings[key] = 'value' in answer ? answer.value : undefined;
    if ('reason' in answer) problems.push({ key, reason: answer.reason });
  }
  return { settings, problems };
}

export function toConfig(settings: Settings): Config {
  return {
    policy: settings.policy ?? 'refuse',
    message: settings.message ?? null,
    documentation: settings.documentation ?? null,
    spaceMargin: settings['space-margin'] ?? DEFAULT_MARGIN,
    remountHooks: settings['remount-hooks'] ?? [],
    allow: {
      largerThanRoom: settings['allow.larger-than-room'] ?? false,
      kernel: settings['allow.kernel'] ?? false,
      suiteChange: settings['allow.suite-change'] ?? false,
    },
    overlay: {
      backend: settings['overlay.backend'] ?? 'auto',
      storage: settings['overlay.storage'] ?? 'tmpfs',
      size: settings['overlay.size'] ?? null,
      follow: settings['overlay.follow'] ?? [],
      only: settings['overlay.only'] ?? [],
    },
    kept: { days: settings['kept.days'] ?? DEFAULT_KEPT_DAYS, bytes: settings['kept.size'] ?? DEFAULT_KEPT_BYTES },
  };
}

/** A configuration file may have this many bytes, a hundred times what all keys need. */
export const CONFIG_LIMIT = 16 * 1024;

/** dpkg keeps up to three copies of its status file, some MB each, and maintainer scripts write files that no package counts. */
const DEFAULT_MARGIN = 16 * 1024 * 1024;

/** Longer than what went with an overlay is missed, and less than a disk of an image-based host has to spare. */
const DEFAULT_KEPT_DAYS = 180;
const DEFAULT_KEPT_BYTES = 1024 ** 3;

export const SETTING_NAMES = Object.keys(CHECKS) as SettingName[];

const TABLES: ReadonlySet<string> = new Set(['allow', 'overlay', 'kept']);

function flatten(document: unknown): [string, unknown][] {
  return entriesOf(document).flatMap(([key, value]): [string, unknown][] =>
    TABLES.has(key) && isTable(value) ? entriesOf(value).map(([name, inner]) => [`${key}.${name}`, inner]) : [[key, value]],
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  return isTable(value) ? Object.entries(value) : [];
}

export function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isSettingName(key: string): key is SettingName {
  return Object.hasOwn(CHECKS, key);
}

/** Holds the settings of a host without a configuration file. */
export const DEFAULT_CONFIG: Config = toConfig({});
