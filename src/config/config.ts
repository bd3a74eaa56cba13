// This file lists the administrator's settings: their defaults and the values that each key takes.

/** Holds all settings, defaults filled in. `spaceMargin` is how many bytes a transaction must leave free in the overlay. */
export type Config = {
  policy: 'refuse' | 'off';
  /** These follow a refusal and tell where to read more; whoever prints them must remove control characters. */
  message: string | null;
  documentation: string | null;
  spaceMargin: number;
  /** Each `true` allows what is otherwise refused on a writable overlay. */
  allow: { largerThanRoom: boolean; kernel: boolean; suiteChange: boolean };
  /** The command line overrides these. `storage` is `tmpfs` or an absolute path, `size` is as in tmpfs(5), `follow` has absolute paths. */
  overlay: {
    backend: 'auto' | 'bootc' | 'ostree' | 'native';
    storage: string;
    size: string | null;
    follow: readonly string[];
  };
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
    },
  };
}

/** A configuration file may have this many bytes, a hundred times what all keys need. */
export const CONFIG_LIMIT = 16 * 1024;

type Answer<Kind> = { value: Kind } | { reason: string };
type Check<Kind> = (value: unknown) => Answer<Kind>;
type Value<Of> = Of extends Check<infer Kind> ? Kind : never;

/** dpkg keeps up to three copies of its status file, some MB each, and maintainer scripts write files that no package counts. */
const DEFAULT_MARGIN = 16 * 1024 * 1024;

const UNITS: Record<string, number> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Matches the sizes that tmpfs(5) takes, for the configuration and for `up --size`. */
export const SIZE = /^([1-9]\d*[MmGg]|[1-9]\d?%)$/;

const CHECKS = {
  policy: oneOf('refuse', 'off'),
  message: text('must be a string of at most 4 lines of 200 characters', (lines) => lines.length <= 4),
  documentation: text('must be a string of one line of at most 200 characters', (lines) => lines.length === 1),
  'space-margin': margin,
  'allow.larger-than-room': flag,
  'allow.kernel': flag,
  'allow.suite-change': flag,
  'overlay.backend': oneOf('auto', 'bootc', 'ostree', 'native'),
  'overlay.storage': matching('must be "tmpfs" or the absolute path of a folder', (value) => value === 'tmpfs' || isAbsolute(value)),
  'overlay.size': matching('must be a number of M or G, or a part of the memory in %: "512M", "2G", "30%"', (value) => SIZE.test(value)),
  'overlay.follow': folders,
};

export const SETTING_NAMES = Object.keys(CHECKS) as SettingName[];

const TABLES: ReadonlySet<string> = new Set(['allow', 'overlay']);

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

function oneOf<const Word extends string>(...words: readonly Word[]): Check<Word> {
  return (value) => {
    const found = words.find((word) => word === value);
    return found === undefined ? { reason: `must be one of ${words.map((word) => `"${word}"`).join(', ')}` } : { value: found };
  };
}

function flag(value: unknown): Answer<boolean> {
  return typeof value === 'boolean' ? { value } : { reason: 'must be true or false' };
}

function matching(reason: string, isGood: (value: string) => boolean): Check<string> {
  return (value) => (typeof value === 'string' && isGood(value) ? { value } : { reason });
}

function text(reason: string, isGood: (lines: string[]) => boolean): Check<string> {
  return matching(reason, (value) => {
    const lines = value.trimEnd().split(/\r?\n/);
    return isGood(lines) && lines.every((line) => line.length <= 200);
  });
}

function margin(value: unknown): Answer<number> {
  const [, digits, unit] = /^(\d{1,12})([KMG])$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (digits !== undefined) return { value: Number(digits) * (UNITS[unit ?? ''] ?? 1) };
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? { value } : { reason: 'must be a number of K, M or G, such as "64M", or of bytes' };
}

function folders(value: unknown): Answer<readonly string[]> {
  const isGood = Array.isArray(value) && value.every((path) => typeof path === 'string' && isAbsolute(path));
  return isGood ? { value: value as string[] } : { reason: 'must be a list of absolute paths' };
}

/** The kernel ends a path at NUL, and we read the mount table line by line. */
function isAbsolute(path: string): boolean {
  return path.startsWith('/') && !/[\0\n]/.test(path);
}

/** Holds the settings of a host without a configuration file. */
export const DEFAULT_CONFIG: Config = toConfig({});
