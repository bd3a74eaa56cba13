// This file asks the person at the terminal a question.

import { createInterface } from 'node:readline/promises';

/** Returns whether the answer was yes, or null where there is no terminal to ask at. */
export async function confirm(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(question), closed]);
  terminal.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}
