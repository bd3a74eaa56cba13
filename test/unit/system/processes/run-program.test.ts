import { describe, expect, it, test } from '@jest/globals';
import { runProgram, runQuickly } from '../../../../src/system/processes/run-program.ts';

describe.each([['with execa', runProgram], ['without', runQuickly]] as const)('%s', (_, run) => {
  it('keeps one short line of ten megabytes on standard error', async () => {
    const result = await run('sh', ['-c', "head -c 10000000 /dev/zero | tr '\\0' x >&2; exit 3"], 20_000);
    expect(result).toEqual({ ok: false, line: `sh: ${'x'.repeat(300)}`, exitCode: 3 });
  });

  it('says that a program was killed', async () => {
    expect(await run('sh', ['-c', 'kill -KILL $$'], 20_000)).toEqual({ ok: false, line: 'sh: killed by SIGKILL' });
  });

  it('takes the next line along with one that announces it', async () => {
    expect(await run('sh', ['-c', "printf '\\nerror: fatal error, aborting:\\n no such file\\nmore\\n' >&2; exit 2"], 20_000)).toMatchObject({ line: 'sh: fatal error, aborting: no such file' });
  });

  it('waits no longer than it is told to', async () => {
    expect(await run('sleep', ['1000'], 200)).toEqual({ ok: false, line: 'sleep: no answer within 0.2 seconds' });
  });

  it('hands on nothing of our environment', async () => {
    expect(await run('sh', ['-c', '[ "$LC_ALL $PATH" = "C /usr/sbin:/usr/bin:/sbin:/bin" ] && [ -z "$NODE_OPTIONS$HOME" ]'], 20_000)).toEqual({ ok: true });
  });

  it('knows a program that is not there', async () => {
    expect(await run('no-such-program', [], 20_000)).toEqual({ ok: false, line: 'no-such-program: not installed' });
  });
});

test('something is done while the program runs', async () => {
  let done = false;
  const result = runQuickly('true', [], 20_000, { meanwhile: () => (done = true) });
  expect(done).toBe(true);
  expect(await result).toEqual({ ok: true });
});
