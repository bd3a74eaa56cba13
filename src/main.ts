// The executable's entry and the only owner of the process. The guard's path loads nothing but what it needs to answer.

import { EXIT, type ExitCode } from './exit-codes.ts';
import { describeFault } from './fault.ts';
import { guard } from './guard/guard.ts';
import { plain } from './output/control-characters.ts';
import { tell, withLostAnswer } from './output/io/streams.ts';

const invokedFrom = workingDirectory();
// Hooks run in /tmp, where anybody may plant a package.json for yargs or a node_modules.
process.chdir('/');

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (hasTwoUsers()) return refuseTwoUsers();
  // Never in colour: tools look for the refusal to the letter. And it leaves stdout alone: to touch it costs 2 ms.
  if (command === 'guard') return guard(rest, message);
  const { runCommand } = await import('./cli/index.ts');
  return runCommand(words, invokedFrom);
}

function message(line: string): void {
  tell(plain(line));
}

/** Or /, where it was removed. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

/** As where a setuid program that is not wholly root starts this one: mount(8) and others then do half of what they are told. */
function hasTwoUsers(): boolean {
  return process.getuid?.() !== process.geteuid?.() || process.getgid?.() !== process.getegid?.();
}

function refuseTwoUsers(): ExitCode {
  message('error: the real user or group is not the effective one, and nothing is done for two: become root wholly first, as sudo does');
  return EXIT.needsRoot;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = withLostAnswer(code);
  },
  (fault: unknown) => {
    const { line, exitCode } = describeFault(fault);
    message(`error: ${line}`);
    process.exitCode = exitCode;
  },
);
