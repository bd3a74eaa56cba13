// Stands in for node:assert in the bundle, of which yargs needs these two. Node's own is 10 ms of each start, because it sets up
// the colours of its differences.

export function strictEqual(actual: unknown, expected: unknown, message = 'not equal'): void {
  if (!Object.is(actual, expected)) throw new Error(message);
}

export function notStrictEqual(actual: unknown, expected: unknown, message = 'equal'): void {
  if (Object.is(actual, expected)) throw new Error(message);
}
