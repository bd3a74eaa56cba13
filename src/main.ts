// The executable's entry and the only owner of the process. The guard's path loads nothing but what it needs to answer.

import { EXIT } from './core/exit-codes.ts';
import { guard } from './guard.ts';

const invokedFrom = process.cwd();
// Hooks run in /tmp, where anybody may plant a package.json for yargs or a node_modules.
process.chdir('/');

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  // Never in colour: tools look for the refusal to the letter. And it leaves stdout alone: to touch it costs 2 ms.
  if (command === 'guard') return guard(rest, (line) => process.stderr.write(`${line}\n`));
  const { runCommand } = await import('./cli/index.ts');
  return runCommand(words, invokedFrom);
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
