// This file answers in JSON where a command that was asked for JSON cannot be done: a program that reads the answer then gets a reason
// instead of nothing.

import { describeFault } from '../fault.ts';
import { jsonText } from '../output/control-characters.ts';
import type { Context } from './context.ts';

/** Runs the command. Where it says an error and answers nothing, the answer is an object with `error` and `exitCode`: docs/error.schema.json. */
export async function withJsonError(context: Context, work: (context: Context) => Promise<number>): Promise<number> {
  const errors: string[] = [];
  let isAnswered = false;
  const watched: Context = {
    ...context,
    answer: (line) => {
      isAnswered = true;
      context.answer(line);
    },
    answerText: (text) => {
      isAnswered = true;
      context.answerText(text);
    },
    answerAll: (lines) => {
      isAnswered = true;
      return context.answerAll(lines);
    },
    message: (line) => {
      if (line.startsWith(ERROR)) errors.push(line.slice(ERROR.length));
      context.message(line);
    },
  };
  const exitCode = await work(watched).catch((fault: unknown) => {
    const described = describeFault(fault);
    watched.message(`${ERROR}${described.line}`);
    return described.exitCode;
  });
  if (!isAnswered && errors.length > 0) context.answerText(errorJson(errors, exitCode));
  return exitCode;
}

const ERROR = 'error: ';

/** The sentences are those of standard error, without `error:`. */
function errorJson(errors: readonly string[], exitCode: number): string {
  return jsonText({ schema: 1, error: errors.join('\n'), exitCode }, 2);
}
