// This file writes sizes and times for people.

/** Formats bytes in powers of 1024 with at most one decimal, as `df -h` and `ls -h` do: `1.5M`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)}${units[unit] ?? ''}`;
}

/** Formats an ISO 8601 time as `2026-11-30 12:00:00 UTC`; null becomes "at an unknown time". */
export function momentWords(moment: string | null): string {
  return moment === null ? 'at an unknown time' : moment.replace('T', ' ').replace(/\..*$/, ' UTC');
}
