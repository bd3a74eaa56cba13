// Every command with --json that cannot be done answers with one object, whose exit code is the process's own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { onHost } from '../guarded-host.ts';

const ROWS: readonly [command: string, exitCode: number, error: RegExp][] = [
  ['usr-overlay diff --json', 69, /^no overlay is on \/usr/],
  ['usr-overlay diff --json --packages', 69, /^no overlay is on \/usr/],
  ['usr-overlay diff --json --packages --last', 69, /^no past overlay is recorded/],
  ['usr-overlay check --json --from /nowhere', 64, /\/nowhere/],
  ['usr-overlay status --json --nothing', 64, /^status has no option/],
  ['as_user usr-overlay diff --json', 77, /needs root/],
  ['as_user usr-overlay holders --json', 77, /needs root/],
  ['as_user usr-overlay log --json', 77, /needs root/],
  ['as_user usr-overlay kept --json', 77, /needs root/],
  ['as_user usr-overlay doctor --json --fix', 77, /needs root/],
  ['unshare --mount --propagation private usr-overlay diff --json', 69, /^no overlay is on \/usr/],
];
const SCHEMA = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/error.schema.json'), 'utf8')) as object;

let answers: string[];

beforeAll(async () => {
  const job = ROWS.map(([command]) => `${command} 2>>/run/said; printf '%s=end=' "=code=$?"`).join('\n');
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, `${job}\nusr-overlay run echo --json; usr-overlay down >/dev/null`);
  answers = stdout.split('=end=');
}, 600_000);

it.each(ROWS.map((row, index) => [...row, index] as const))('%s', (_, exitCode, error, index) => {
  const [text = '', code] = (answers[index] ?? '').split('=code=');
  const answer: unknown = JSON.parse(text);
  expect({ answer, code: Number(code) }).toEqual({ answer: { schema: 1, error: expect.stringMatching(error), exitCode }, code: exitCode });
  const validate = new Ajv2020().compile({ ...SCHEMA, additionalProperties: false });
  expect(validate(answer)).toBe(true);
});

it("leaves the words of run's command alone", () => {
  expect(answers.at(-1)).toBe('--json\n');
});
