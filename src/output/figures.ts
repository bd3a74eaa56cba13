// Sizes for a reader.

/** Powers of 1024 with one digit, as `df -h` and `ls -h` write them. */
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

/** From ISO 8601; null where nobody knows it. */
export function momentWords(moment: string | null): string {
  return moment === null ? 'at an unknown time' : moment.replace('T', ' ').replace(/\..*$/, ' UTC');
}
