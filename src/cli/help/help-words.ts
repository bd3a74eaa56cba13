// This file lays out what `--help` shows, of the program and of one command.

import { wrap } from '../../output/rows.ts';

/** Holds a name and its meaning, shown in two columns. */
export type Entry = { name: string; summary: string };

export type Section = { title: string; entries: readonly Entry[] };

const INDENT = 2;
const GAP = 2;
/** A longer name gets a line of its own. */
const LONGEST_NAME = 22;

/** Returns paragraphs, then the sections, in lines of `width` columns. */
export function helpLines(paragraphs: readonly string[], sections: readonly Section[], width: number): string[] {
  const shown = sections.filter(({ entries }) => entries.length > 0);
  const names = shown.flatMap(({ entries }) => entries.map(({ name }) => name.length)).filter((length) => length <= LONGEST_NAME);
  const start = INDENT + Math.max(...names) + GAP;
  return [
    ...paragraphs.flatMap((each) => [...wrap(each, width), '']),
    ...shown.flatMap(({ title, entries }) => [`${title}:`, ...entries.flatMap((each) => entryLines(each, start, width)), '']),
  ].slice(0, -1);
}

/** Each example stays on one line, because commands are pasted as they stand. */
export function exampleLines(examples: readonly Entry[], width: number): string[] {
  const start = Math.max(...examples.map(({ name }) => name.length)) + GAP;
  const longest = Math.max(...examples.map(({ summary }) => summary.length));
  const lines = INDENT + start + longest <= width ? examples.map(({ name, summary }) => `  ${name.padEnd(start)}${summary}`) : examples.flatMap(({ name, summary }) => [`  ${name}`, `      ${summary}`]);
  return ['', 'Examples:', ...lines];
}

function entryLines({ name, summary }: Entry, start: number, width: number): string[] {
  const [first = '', ...more] = wrap(summary, width - start).map((line) => ' '.repeat(start) + line);
  const label = ' '.repeat(INDENT) + name;
  return label.length + GAP <= start ? [label.padEnd(start) + first.trimStart(), ...more] : [label, first, ...more];
}
