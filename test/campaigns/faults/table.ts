// What came of the faults, by family.

/** `missed`: the command did not come by the place, which another process's timing can do. */
export type Tried = { family: string; result: 'survived' | 'missed' | 'wrong' };

export function renderTable(tried: readonly Tried[]): string[] {
  const families = [...new Set(tried.map(({ family }) => family))].sort();
  const count = (family: string | null, result?: Tried['result']): string =>
    String(tried.filter((each) => (family === null || each.family === family) && (result === undefined || each.result === result)).length).padStart(10);
  const width = Math.max(6, ...families.map(({ length }) => length));
  const row = (name: string, family: string | null): string => `${name.padEnd(width)}${count(family)}${count(family, 'survived')}${count(family, 'missed')}${count(family, 'wrong')}`;
  return [`${'family'.padEnd(width)}     tried  survived    missed     wrong`, ...families.map((family) => row(family, family)), row('all', null)];
}
