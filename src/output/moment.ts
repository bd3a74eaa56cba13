// A point in time for a reader.

/** From ISO 8601; null where nobody knows it. */
export function momentWords(moment: string | null): string {
  return moment === null ? 'at an unknown time' : moment.replace('T', ' ').replace(/\..*$/, ' UTC');
}
