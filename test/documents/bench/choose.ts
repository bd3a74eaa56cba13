// The rows that the options ask for. Pure.
import type { Place, Row } from './row.ts';
import { isTimed, slowed } from './slow.ts';

export type Choice = { only: string; slow?: string | undefined; by: string; write: boolean };

/** Places with the rows whose titles hold `only`, of which those of `slow` are made slow; a text: what is wrong with the choice. */
export function chooseRows<P extends Place>(places: readonly P[], { only, slow, by, write }: Choice): P[] | string {
  const chosen = places.map((place) => ({ ...place, rows: place.rows.filter((row) => holds(place, row, only)) })).filter(({ rows }) => rows.length > 0);
  if (chosen.length === 0) return `no title of a row holds "${only}"`;
  if (slow === undefined) return chosen;
  if (write) return '--slow is for a look at the bench itself: with --write the page would show what is not so';
  if (!/^\d+(\.\d+)?$/.test(by)) return `--by ${by} is no number of seconds`;
  const isMeant = (place: P, row: Row): boolean => holds(place, row, slow) && isTimed(row);
  if (!chosen.some((place) => place.rows.some((row) => isMeant(place, row)))) return `--slow: among the rows asked for, no title of one that is timed holds "${slow}"`;
  return chosen.map((place) => ({ ...place, rows: place.rows.map((row) => (isMeant(place, row) ? slowed(row, by) : row)) }));
}

function holds(place: Place, { title }: Row, text: string): boolean {
  return `${place.name}: ${title}`.includes(text);
}
