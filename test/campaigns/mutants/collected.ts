// What `@jest/globals` is while mutants are tried: the same `expect` and the same tables; the tests are only collected.

import { bind } from 'jest-each';

export { expect } from 'expect';

export type Test = { id: string; run: () => unknown };

export const tests: Test[] = [];

const titles: string[] = [];

export const describe = Object.assign(block, { each: bind(block, false) });
export const it = Object.assign(add, { each: bind(add, false) });
export const test = it;

export function block(title: string, define: () => void): void {
  titles.push(title);
  define();
  titles.pop();
}

function add(title: string, run: () => unknown): void {
  tests.push({ id: [...titles, title].join(' '), run });
}
