// How much of a table the tests run: `npm test` a few rows, which must show each kind; `npm run test:full` every row.

const FULL = process.env.AIB_FULL === '1';

/** All rows, or those of the indices. */
export function rows<Row>(table: readonly Row[], few: readonly number[]): Row[] {
  return FULL ? [...table] : few.flatMap((index) => table.slice(index, index + 1));
}
