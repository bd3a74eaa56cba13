// This file holds the sentences about the configuration, and the lines that the configuration adds to a refusal.

import type { Config } from './config.ts';
import type { ConfigProblem } from './config-files.ts';
import { plain } from '../output/control-characters.ts';

/** Returns the configured `message` as clean lines, to print after the refusal's first line. */
export function messageLines({ message }: Config): string[] {
  return (message ?? '').split(/\r?\n/).map((line) => plain(line).trim()).filter((line) => line !== '');
}

/** Returns the configured `documentation` as one clean line without a prefix, to print after the hints; null where none is set. */
export function documentationLine({ documentation }: Config): string | null {
  return documentation === null ? null : plain(documentation.trim());
}

function problemLine({ file, line, key, reason }: ConfigProblem): string {
  return plain(`${file}${line === null ? '' : `, line ${line}`}: ${key === null ? '' : `${key}: `}${reason}`);
}

/** Returns lines without a prefix for a command that does nothing because the configuration is wrong. */
export function refusedProblems(problems: readonly ConfigProblem[]): string[] {
  return fewLines(problems, 'nothing was done. For the keys and their values: `usr-overlay help apt-image-based.toml`');
}

/** Returns lines without a prefix for a command that goes on with the defaults. */
export function warnedProblems(problems: readonly ConfigProblem[]): string[] {
  return fewLines(problems, 'using the default');
}

/** Returns at most one line, without a prefix: the guard has room for no more. */
export function guardProblem([first, ...more]: readonly ConfigProblem[]): string[] {
  if (first === undefined) return [];
  return [`${problemLine(first)}; using the default${more.length > 0 ? `. For ${more.length} more problems: \`usr-overlay check\`` : ''}`];
}

const MOST_LINES = 10;

function fewLines(problems: readonly ConfigProblem[], decision: string): string[] {
  const more = problems.length - MOST_LINES;
  return [
    ...problems.slice(0, MOST_LINES).map((problem) => `${problemLine(problem)}; ${decision}`),
    ...(more > 0 ? [`${more} more problem${more === 1 ? ' is' : 's are'} in the configuration; ${decision}`] : []),
  ];
}
