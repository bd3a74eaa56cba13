// Numbers that look random and come again with their seed: mulberry32, whose 32 bits are plenty for a few rounds.

export type Random = {
  /** A whole number from `least` up to and including `most`. */
  between: (least: number, most: number) => number;
  chance: (percent: number) => boolean;
  pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
};

/** Rounds have a stream each, so that one can be played again without those before it. */
export function randomOf(seed: number, round: number): Random {
  let state = Math.imul(seed ^ Math.imul(round, 0x9e3779b1), 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    between,
    chance: (percent) => next() * 100 < percent,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
  };
}
