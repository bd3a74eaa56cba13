// The words about the configuration, and those that it adds to a refusal.

import type { Config } from './config.ts';
import type { ConfigProblem } from './config-files.ts';
import { plain } from '../output/control-characters.ts';

/** The distribution's own lines, for after the refusal's first. */
export function messageLines({ message }: Config): string[] {
  return (message ?? '').split(/\r?\n/).map((line) => plain(line).trim()).filter((line) => line !== '');
}

/** For after the hints; without a prefix. */
export function documentationLine({ documentation }: Config): string | null {
  return documentation === null ? null : plain(documentation.trim());
}

/** File, line and key, without a prefix. */
function problemLine({ file, line, key, reason }: ConfigProblem): string {
  return plain(`${file}${line === null ? '' : `, line ${line}`}: ${key === null ? '' : `${key}: `}${reason}`);
}

/** For whoever acts by the file, and therefore does nothing; without a prefix. */
export function refusedProblems(problems: readonly ConfigProblem[]): string[] {
  return fewLines(problems, 'nothing was done: `usr-overlay help apt-image-based.toml` lists the keys');
}

/** For whoever goes on; without a prefix. */
export function warnedProblems(problems: readonly ConfigProblem[]): string[] {
  return fewLines(problems, 'the default holds');
}

/** The guard's one line, or none; without a prefix. */
export function guardProblem([first, ...more]: readonly ConfigProblem[]): string[] {
  if (first === undefined) return [];
  return [`${problemLine(first)}; the default holds${more.length > 0 ? `, and \`usr-overlay check\` lists ${more.length} more` : ''}`];
}

const MOST_LINES = 10;

function fewLines(problems: readonly ConfigProblem[], decision: string): string[] {
  const more = problems.length - MOST_LINES;
  return [
    ...problems.slice(0, MOST_LINES).map((problem) => `${problemLine(problem)}; ${decision}`),
    ...(more > 0 ? [`${more} more problem${more === 1 ? ' is' : 's are'} in the configuration; ${decision}`] : []),
  ];
}
