// Where in a TOML file each key stands, which the parser does not tell. A file that parses is a row of statements that parse by themselves.

import { isTable } from './config.ts';

type Parse = (text: string) => unknown;

/** Line numbers by key, tables with a dot, of a text that `parse` takes as a whole. Of a table: its first. */
export function findLines(text: string, parse: Parse): Map<string, number> {
  const found = new Map<string, number>();
  let table: readonly string[] = [];
  for (const { line, source, value } of statements(text, parse)) {
    const paths = pathsIn(value, []);
    if (source.startsWith('[')) table = paths.at(-1) ?? [];
    const prefix = source.startsWith('[') ? [] : table;
    for (const path of paths) {
      const key = [...prefix, ...path].join('.');
      if (!found.has(key)) found.set(key, line);
    }
  }
  return found;
}

/** Characters. A value of thousands of lines is parsed once for each; the guard has no time for that, and a problem may lack its line. */
const MOST_PARSED = 2_000_000;

function* statements(text: string, parse: Parse): Generator<{ line: number; source: string; value: unknown }> {
  let start = 0;
  let parsed = 0;
  const lines = text.split('\n');
  for (let end = 0; end < lines.length && parsed < MOST_PARSED; end += 1) {
    const source = lines.slice(start, end + 1).join('\n').trim();
    parsed += source.length;
    const value = tryParse(source, parse);
    if (value === undefined) continue;
    yield { line: start + 1, source, value };
    start = end + 1;
  }
}

/** Undefined in the middle of a value of several lines. */
function tryParse(source: string, parse: Parse): unknown {
  try {
    return parse(source);
  } catch {
    return undefined;
  }
}

/** Every key and table in a value, outer ones first; no deeper than our keys are, as a text of dots can nest by thousands. */
function pathsIn(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (!isTable(value) || path.length === 2) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...pathsIn(inner, [...path, name])]);
}
