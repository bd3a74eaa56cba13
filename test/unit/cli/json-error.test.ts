// A command that was asked for JSON answers with an object in any case, and with one only.
import { expect, test } from '@jest/globals';
import type { Context } from '../../../src/cli/context.ts';
import { withJsonError } from '../../../src/cli/json-error.ts';

async function run(work: (context: Context) => Promise<number>): Promise<{ code: number; answers: unknown[]; messages: string[] }> {
  const [answers, messages]: [string[], string[]] = [[], []];
  const context = {
    answer: (line: string) => answers.push(line),
    answerText: (text: string) => answers.push(text),
    answerAll: (lines: Iterable<string>) => Promise.resolve(answers.push([...lines].join(''))),
    message: (line: string) => messages.push(line),
    words: ['diff', '--json'],
  } as unknown as Context;
  const code = await withJsonError(context, work);
  return { code, answers: answers.map((text) => JSON.parse(text) as unknown), messages };
}

test('an error is the answer, and standard error has it as ever', async () => {
  const work = (context: Context): Promise<number> => {
    context.message('warning: something else');
    context.message('error: no overlay is on /usr');
    return Promise.resolve(69);
  };
  expect(await run(work)).toEqual({ code: 69, answers: [{ schema: 1, error: 'no overlay is on /usr', exitCode: 69 }], messages: ['warning: something else', 'error: no overlay is on /usr'] });
});

test('so is a fault', async () => {
  const fault = Object.assign(new Error("ENOSPC: no space left on device, mkdir '/run/x'"), { code: 'ENOSPC', errno: -28, syscall: 'mkdir' });
  const { code, answers } = await run(() => Promise.reject(fault));
  expect({ code, answers }).toEqual({ code: 71, answers: [{ schema: 1, error: expect.stringContaining("mkdir '/run/x'"), exitCode: 71 }] });
});

test.each<[string, (context: Context) => void | Promise<void>]>([
  ['answerText', (context) => context.answerText('{"schema":1}')],
  ['answer', (context) => context.answer('{"schema":1}')],
  ['answerAll', (context) => context.answerAll(['{"schema":1}'])],
])('what has been answered by %s is the only answer', async (_, answer) => {
  const work = async (context: Context): Promise<number> => {
    await answer(context);
    context.message('error: a package manager is at work');
    return 75;
  };
  expect(await run(work)).toMatchObject({ code: 75, answers: [{ schema: 1 }] });
});

test('a command that another process has run is answered by that one', async () => {
  expect(await run(() => Promise.resolve(69))).toEqual({ code: 69, answers: [], messages: [] });
});
