// `usr-overlay help`: what it shows, and what it does not take.

import { beforeEach, expect, it, jest } from '@jest/globals';

const said: string[] = [];
const output = { answer: (line: string) => said.push(line), message: (line: string) => said.push(line), width: { answer: 80 } };
jest.unstable_mockModule('../../../../src/output/io/output.ts', () => ({ openOutput: () => output }));
const { runCommand } = await import('../../../../src/cli/index.ts');

beforeEach(() => {
  said.length = 0;
});

it.each([
  ['help', 0, 'usr-overlay [COMMAND] [OPTIONS]'],
  ['help diff', 0, 'usr-overlay diff [OPTIONS]'],
  ['help --help', 0, 'usr-overlay help [PAGE]'],
  ['help -h', 0, 'usr-overlay help [PAGE]'],
  ['help dif', 64, 'error: there is no page "dif"; did you mean `usr-overlay help diff`?'],
  ['help diff status', 64, 'error: help does not take "status"; `usr-overlay help --help` shows what it takes'],
])('%s', async (words, code, first) => {
  expect(await runCommand(words.split(' '), '/')).toBe(code);
  expect(said[0]).toBe(first);
});
