// The administrator's settings: what they are without a file, and which values each key takes. Config files: ./config-files.ts.

export type Config = {
  policy: 'refuse' | 'off';
  /** Own lines after the refusal's first one; still to be cleaned by whoever prints them. */
  message: string | null;
  /** Where the reader of a refusal is sent: an address or a sentence. */
  documentation: string | null;
  /** Bytes that a transaction must leave free behind the overlay. */
  spaceMargin: number;
  /** What is done although it would be refused on a writable overlay. */
  allow: { largerThanRoom: boolean; kernel: boolean; suiteChange: boolean };
  /** Defaults of `up` and `run`; the command line wins. */
  overlay: {
    backend: 'auto' | 'bootc' | 'ostree' | 'native';
    /** `tmpfs`, or the absolute path of a folder. */
    storage: string;
    /** The most that a tmpfs may take, as tmpfs(5) has it. */
    size: string | null;
    /** Absolute paths of further folders that share the overlay's lifetime. */
    follow: readonly string[];
  };
};

/** By the keys of the file, tables with a dot. A key that is there without a value is one whose value was wrong. */
export type Settings = { [Key in SettingName]?: Value<(typeof CHECKS)[Key]> | undefined };

export type SettingName = keyof typeof CHECKS;

export type KeyProblem = { key: string; reason: string };

/** A parsed TOML document. What is wrong is a problem each and leaves its key without a value. */
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

/** Bytes that a file may have: a hundred times what all keys need. */
export const CONFIG_LIMIT = 16 * 1024;

type Answer<Kind> = { value: Kind } | { reason: string };
type Check<Kind> = (value: unknown) => Answer<Kind>;
type Value<Of> = Of extends Check<infer Kind> ? Kind : never;

/** dpkg keeps up to three copies of its status file at once, some MB each, and maintainer scripts write what no package counts. */
const DEFAULT_MARGIN = 16 * 1024 * 1024;

const UNITS: Record<string, number> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** For `up --size` too: what tmpfs(5) takes, and means. */
export const SIZE = /^([1-9]\d*[MmGg]|[1-9]\d?%)$/;

/** Every key there is. */
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

/** NUL ends a path for the kernel, and the mount table is read line by line. */
function isAbsolute(path: string): boolean {
  return path.startsWith('/') && !/[\0\n]/.test(path);
}

export const DEFAULT_CONFIG: Config = toConfig({});
