// This file finds the line of each key in a TOML file, which the parser does not tell.

import { isTable } from './config.ts';

type Parse = (text: string) => unknown;

/** Returns line numbers (from 1) by key, `table.key` in tables. Takes the text as statements, each of which `parse` accepts alone. */
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

/** Limits the characters parsed, as a value over n lines is parsed n times. Beyond it a problem has no line, but the guard stays fast. */
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

/** Returns undefined where the source ends in the middle of a value of several lines. */
function tryParse(source: string, parse: Parse): unknown {
  try {
    return parse(source);
  } catch {
    return undefined;
  }
}

/** Lists every key and table in a value, outer ones first. It stops at two levels, as our keys do: hostile text can nest thousands deep. */
function pathsIn(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (!isTable(value) || path.length === 2) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...pathsIn(inner, [...path, name])]);
}
