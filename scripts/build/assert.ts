// This file replaces node:assert in the bundle, of which yargs needs two functions. Node's own costs 10 ms at each start, because it
// prepares coloured differences.

export function strictEqual(actual: unknown, expected: unknown, message = 'not equal'): void {
  if (!Object.is(actual, expected)) throw new Error(message);
}

export function notStrictEqual(actual: unknown, expected: unknown, message = 'equal'): void {
  if (Object.is(actual, expected)) throw new Error(message);
}
