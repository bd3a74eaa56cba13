// This file says which values each key of the configuration takes. A check returns the value as the program uses it, or what is wrong.

type Answer<Kind> = { value: Kind } | { reason: string };

type Check<Kind> = (value: unknown) => Answer<Kind>;

/** The type of what a check returns for a good value. */
export type Value<Of> = Of extends Check<infer Kind> ? Kind : never;

const UNITS: Record<string, number> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Matches the sizes that tmpfs(5) takes, for the configuration and for `up --size`. */
export const SIZE = /^([1-9]\d*[MmGg]|[1-9]\d?%)$/;

/** Holds a check for each key that there is, tables with a dot. */
export const CHECKS = {
  policy: oneOf('refuse', 'off'),
  message: text('must be a string of at most 4 lines of 200 characters', (lines) => lines.length <= 4),
  documentation: text('must be a string of one line of at most 200 characters', (lines) => lines.length === 1),
  'space-margin': bytes,
  'remount-hooks': programs,
  'allow.larger-than-room': flag,
  'allow.kernel': flag,
  'allow.suite-change': flag,
  'overlay.backend': oneOf('auto', 'bootc', 'ostree', 'native'),
  'overlay.storage': matching('must be "tmpfs" or the absolute path of a folder', (value) => value === 'tmpfs' || isAbsolute(value)),
  'overlay.size': matching('must be a number of M or G, or a part of the memory in %: "512M", "2G", "30%"', (value) => SIZE.test(value)),
  'overlay.follow': folders,
  'overlay.only': folders,
  'kept.days': days,
  'kept.size': bytes,
};

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

function bytes(value: unknown): Answer<number> {
  const [, digits, unit] = /^(\d{1,12})([KMG])$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (digits !== undefined) return { value: Number(digits) * (UNITS[unit ?? ''] ?? 1) };
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? { value } : { reason: 'must be a number of K, M or G, such as "64M", or of bytes' };
}

function days(value: unknown): Answer<number> {
  const isGood = typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= 36_500;
  return isGood ? { value } : { reason: 'must be a number of days, 1 to 36500' };
}

function folders(value: unknown): Answer<readonly string[]> {
  const isGood = Array.isArray(value) && value.every((path) => typeof path === 'string' && isAbsolute(path));
  return isGood ? { value: value as string[] } : { reason: 'must be a list of absolute paths' };
}

function programs(value: unknown): Answer<readonly string[]> {
  const isGood = Array.isArray(value) && value.every((word) => typeof word === 'string' && /^[^\s;&|()<>"'`]+$/.test(word));
  return isGood ? { value: value as string[] } : { reason: 'must be a list of programs, each as the hook names it' };
}

/** The kernel ends a path at NUL, and we read the mount table line by line. */
function isAbsolute(path: string): boolean {
  return path.startsWith('/') && !/[\0\n]/.test(path);
}
