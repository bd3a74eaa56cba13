/** An option that takes one value and was given twice: the last one counts. yargs hands over both, because `--follow` means both. */
export function lastOf<Value>(given: Value | Value[]): Value {
  return Array.isArray(given) ? (given.at(-1) as Value) : given;
}
