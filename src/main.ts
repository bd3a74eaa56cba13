// The executable's entry and the only owner of the process. The guard's path loads nothing but what it needs to answer.

import { EXIT } from './core/exit-codes.ts';
import { guard } from './guard.ts';

const invokedFrom = process.cwd();
// Hooks run in /tmp, where anybody may plant a package.json for yargs or a node_modules.
process.chdir('/');

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (command === 'guard') return guard(rest, (line) => process.stderr.write(`${line}\n`));
  // A reader that stops reading (`usr-overlay status | head -1`) is no fault. Not for the guard: touching stdout costs it 2 ms.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { runCommand } = await import('./cli/index.ts');
  return runCommand(words, {
    invokedFrom,
    answer: (line) => process.stdout.write(`${line}\n`),
    answerAll: writeAll,
    message: (line) => process.stderr.write(`${line}\n`),
  });
}

/** In pieces: a system call for each of a hundred thousand lines would be most of the time that they take. */
async function writeAll(lines: Iterable<string>): Promise<void> {
  const PIECE = 64 * 1024;
  let piece = '';
  const write = (): Promise<void> => new Promise((resolve) => process.stdout.write(piece, () => resolve()));
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    await write();
    piece = '';
    if (!process.stdout.writable) return;
  }
  if (piece !== '') await write();
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (fault: unknown) => {
    const reason = fault instanceof Error ? fault.message : String(fault);
    process.stderr.write(`error: bug in usr-overlay: ${reason}; please report it with the output of \`usr-overlay report DIR\`\n`);
    process.exitCode = EXIT.bug;
  },
);
