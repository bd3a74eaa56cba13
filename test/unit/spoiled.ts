// What a file may look like once something else wrote into it.

/** Copies of a value, each with `wrong` in the place of one of the values in it, and where that is. */
export function spoiled(value: unknown, wrong: unknown, place = ''): [place: string, copy: unknown][] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const inner = entries.flatMap(([key, each]) =>
    spoiled(each, wrong, `${place}/${key}`).map(([at, other]): [string, unknown] => [at, Array.isArray(value) ? value.with(Number(key), other) : { ...(value as object), [key]: other }]),
  );
  return [[place, wrong], ...inner];
}
