// How much of a table the tests run: `npm test` the rows that are marked quick, which must show each kind; `npm run test:full` every row.

const FULL = process.env.AIB_FULL === '1';

type Quick<Row> = { quick: true; row: Row };
type RowOf<Item> = Item extends Quick<infer Row> ? Row : Item;

/** Marks a row of a table that is given to `rows`. */
export function quick<const Row>(row: Row): Quick<Row> {
  return { quick: true, row };
}

/** The rows to be run, without their marks. `isQuick`: of a table that is made elsewhere, where no row can be marked. */
export function rows<const Item>(table: readonly Item[], isQuick: (row: Item) => boolean = () => false): RowOf<Item>[] {
  return table.filter((item) => FULL || isMarked(item) || isQuick(item)).map((item) => (isMarked(item) ? item.row : item) as RowOf<Item>);
}

function isMarked(item: unknown): item is Quick<unknown> {
  return typeof item === 'object' && item !== null && 'quick' in item;
}
