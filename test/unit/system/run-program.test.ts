import { expect, test } from '@jest/globals';
import { runProgram } from '../../../src/system/run-program.ts';

test('of ten megabytes on standard error one short line is kept', async () => {
  const result = await runProgram('sh', ['-c', "head -c 10000000 /dev/zero | tr '\\0' x >&2; exit 3"], 20_000);
  expect(result).toEqual({ ok: false, line: `sh: ${'x'.repeat(300)}`, exitCode: 3 });
});

test('a program that is killed is said to be', async () => {
  expect(await runProgram('sh', ['-c', 'kill -KILL $$'], 20_000)).toEqual({ ok: false, line: 'sh: killed by SIGKILL' });
});

test('a line that announces the next one takes it along', async () => {
  expect(await runProgram('sh', ['-c', "printf '\\nerror: fatal error, aborting:\\n no such file\\nmore\\n' >&2; exit 2"], 20_000)).toMatchObject({ line: 'sh: fatal error, aborting: no such file' });
});
