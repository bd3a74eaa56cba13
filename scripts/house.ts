// This file checks the rules of the house that ESLint cannot count: no circle of imports in src/, and no folder that is too full.
// It prints the counts, and exits with 1 where one is over its limit.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { fromRoot } from './paths.ts';

export type SourceFile = { path: string; lines: number; imports: readonly string[] };

type Count = { what: string; found: number; limit: number; which: readonly string[] };

export function countHouse(files: readonly SourceFile[]): Count[] {
  const circles = findCircles(files);
  const [fullest = ['', []]] = [...Map.groupBy(files, ({ path }) => dirname(path))].sort(([, one], [, other]) => other.length - one.length);
  const small = files.filter(({ lines }) => lines <= 20);
  const twice = [...Map.groupBy(files, ({ path }) => basename(path))].filter(([, same]) => same.length > 1);
  const long = files.filter(({ lines }) => lines > 150);
  return [
    { what: 'circles of imports', found: circles.length, limit: 0, which: circles.map((circle) => circle.join(' -> ')) },
    { what: 'files in the fullest folder', found: fullest[1].length, limit: 28, which: [fullest[0]] },
    { what: 'files of 20 lines or less', found: small.length, limit: 25, which: small.map(({ path }) => path) },
    { what: 'base names used twice or more', found: twice.length, limit: 5, which: twice.map(([name]) => name) },
    { what: 'files of more than 150 lines', found: long.length, limit: 0, which: long.map(({ path }) => path) },
  ];
}

/** Returns each circle once: the files of a strongly connected part of the import graph (Tarjan's algorithm), including type imports. */
export function findCircles(files: readonly SourceFile[]): string[][] {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): number => {
    const number = numbers.size;
    numbers.set(path, number);
    lowest.set(path, number);
    open.push(path);
    for (const next of importsOf.get(path) ?? []) {
      if (!importsOf.has(next)) continue;
      const reached = numbers.has(next) ? (open.includes(next) ? numbers.get(next) : undefined) : visit(next);
      if (reached !== undefined) lowest.set(path, Math.min(lowest.get(path) ?? number, reached));
    }
    const low = lowest.get(path) ?? number;
    if (low === number) {
      const part = open.splice(open.indexOf(path));
      if (part.length > 1 || importsOf.get(path)?.includes(path) === true) circles.push(part);
    }
    return low;
  };
  for (const { path } of files) if (!numbers.has(path)) visit(path);
  return circles;
}

function readHouse(): SourceFile[] {
  const names = readdirSync(fromRoot('src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.map((name) => {
    const path = join('src', name);
    const text = readFileSync(fromRoot(path), 'utf8');
    const imported = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName).filter((each) => each.startsWith('.'));
    return { path, lines: text.split('\n').length - 1, imports: imported.map((each) => join(dirname(path), each)) };
  });
}

function main(): void {
  const files = readHouse();
  const counts = countHouse(files);
  process.stdout.write(`src/: ${files.length} files, ${files.reduce((sum, { lines }) => sum + lines, 0)} lines\n`);
  for (const { what, found, limit, which } of counts) {
    const isOver = found > limit;
    process.stdout.write(`${what}: ${found} (at most ${limit})${isOver ? ', which is too many:' : ''}\n`);
    if (isOver) process.stdout.write(which.map((each) => `  ${each}\n`).join(''));
  }
  if (counts.some(({ found, limit }) => found > limit)) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
