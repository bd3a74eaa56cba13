// What a command's work is given of its words, and what where they are not given.

import { expect, it, jest } from '@jest/globals';
import type { Context } from '../../../../src/cli/context.ts';

const work = jest.fn<(...given: unknown[]) => number>(() => 0);
for (const name of ['up', 'down', 'check', 'report', 'record', 'diff']) jest.unstable_mockModule(`../../../../src/cli/${name}.ts`, () => ({ [name]: work }));
jest.unstable_mockModule('../../../../src/cli/diff-last.ts', () => ({ diffLast: work }));
const { parseWords } = await import('../../../../src/cli/help/parse-words.ts');

const context = { invokedFrom: '/there' } as Context;
const NOTHING = { readOnly: false, hotfix: false, persist: false, renew: false, yes: false, only: [], backend: null, size: null, storage: null, follow: [], noFollow: false, dryRun: false, verbose: false };

it.each<[string, unknown]>([
  ['up', NOTHING],
  ['up --read-only --no-follow --dry-run', { ...NOTHING, readOnly: true, noFollow: true, dryRun: true }],
  ['up --follow /a --follow /b', { ...NOTHING, follow: ['/a', '/b'] }],
  ['up --size 1G --size 2G --backend native --storage=tmpfs', { ...NOTHING, size: '2G', backend: 'native', storage: 'tmpfs' }],
  ['up --size 12', { ...NOTHING, size: '12' }],
  ['up --hotfix=false', NOTHING],
  ['down --lazy', { only: [], parked: false, lazy: true, stop: false, dryRun: false, verbose: false }],
  ['diff --last --packages', { view: 'packages', json: false }],
  ['diff --json', { view: 'files', json: true }],
  ['check --explain', { json: false, explain: true, folder: null }],
  ['check --from host', { json: false, explain: false, folder: '/there/host' }],
  ['report host', '/there/host'],
  ['record apt 0012', { manager: 'apt', pid: 12 }],
])('%s', async (words, given) => {
  const parsed = await parseWords(words.split(' '));
  if (parsed.kind !== 'job') throw new Error(JSON.stringify(parsed));
  await parsed.job(context);
  expect(work).toHaveBeenLastCalledWith(given, context);
});
