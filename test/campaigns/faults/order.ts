// The order that faults are tried in: the same for the same seed, and of each family some, before the largest one takes all the time.
import type { Case } from './case.ts';

/** Of a family of n among the first ones: as many as the root of n is to the others'. */
export function orderCases(cases: readonly Case[], seed: number): Case[] {
  const families = Map.groupBy(shuffle(cases, seed), ({ family }) => family);
  const placed = [...families.values()].flatMap((family) => family.map((each, index) => ({ each, at: (index + 0.5) / Math.sqrt(family.length) })));
  return placed.sort((one, other) => one.at - other.at).map(({ each }) => each);
}

/** A linear congruential generator, as of Numerical Recipes. */
function shuffle(cases: readonly Case[], seed: number): Case[] {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  return cases.map((each) => ({ each, at: next() })).sort((one, other) => one.at - other.at).map(({ each }) => each);
}
