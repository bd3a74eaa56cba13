// A row made slow on purpose, to see that the bench tells: our side sleeps within what is timed.
import type { Row } from './row.ts';

/** Where a number of its own is taken in place of our side's time, to sleep would change nothing. */
export const isTimed = ({ sides: [ours] }: Row): boolean => ours.value === undefined;

export function slowed(row: Row, seconds: string): Row {
  const [ours, ...others] = row.sides;
  return { ...row, title: `${row.title}, ours made slow by ${seconds} s`, sides: [{ ...ours, shell: `sleep ${seconds}\n${ours.shell}` }, ...others] };
}
