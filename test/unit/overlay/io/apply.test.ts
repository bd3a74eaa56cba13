// What was done is undone, also where undoing one step fails.

import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../../../src/overlay/plan.ts';
import { apply } from '../../../../src/overlay/io/apply.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apply-'));
  for (const name of ['a', 'b']) writeFileSync(join(folder, name), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

const rename = (from: string, to: string): Step => ({ kind: 'rename', from: join(folder, from), to: join(folder, to) });

async function applied(...steps: Step[]): Promise<{ fault: string; said: string[] }> {
  const said: string[] = [];
  const surroundings = { packageManager: () => Promise.resolve(null), planUndoUnlock: () => [], keepWritten: () => Promise.resolve(null), message: (line: string) => void said.push(line) };
  const fault = await apply(steps, surroundings).then(String, (error: unknown) => String(error));
  return { fault, said };
}

it('last first', async () => {
  const { fault, said } = await applied(rename('a', 'a2'), rename('a2', 'a3'), rename('missing', 'x'));
  expect(fault).toContain('missing');
  expect(said).toEqual([]);
  expect(readdirSync(folder)).toEqual(['a', 'b']);
});

it('the rest, where one cannot be', async () => {
  const { fault, said } = await applied(rename('a', 'a2'), rename('b', 'b2'), { kind: 'remove-file', path: join(folder, 'b2') }, rename('missing', 'x'));
  expect(fault).toContain('missing');
  expect(said).toEqual([expect.stringMatching(/^warning: rename '.*b2' -> '.*b': no such file or folder; `usr-overlay down` tries again$/)]);
  expect(readdirSync(folder)).toEqual(['a']);
});
