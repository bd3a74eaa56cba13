// This file guesses which name was meant by a mistyped one.

/** Returns null where no name is near: one slip per three letters, at most two. */
export function nearest(word: string, names: readonly string[]): string | null {
  const most = Math.min(2, Math.max(1, Math.floor(word.length / 3)));
  const near = names.map((name) => ({ name, slips: slipsBetween(word, name) })).filter(({ slips }) => slips <= most);
  return near.sort((one, other) => one.slips - other.slips)[0]?.name ?? null;
}

/** Counts extra, missing and wrong letters and swapped neighbours: the optimal string alignment distance. */
function slipsBetween(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= one.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      rows[row]?.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (isSame ? 0 : 1), isSwapped ? at(row - 2, column - 2) + 1 : Infinity));
    }
  }
  return at(one.length, other.length);
}
