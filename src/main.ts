// The executable starts here. Only this file owns the process, and the guard's path loads only what its answer needs.

import { EXIT, type ExitCode } from './exit-codes.ts';
import { describeFault } from './fault.ts';
import { guard } from './guard/guard.ts';
import { plain } from './output/control-characters.ts';
import { tell, withLostAnswer } from './output/io/streams.ts';

const invokedFrom = workingDirectory();
// A hook may run in /tmp, where anybody can plant a package.json for yargs or a node_modules.
process.chdir('/');

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (hasTwoUsers()) return refuseTwoUsers();
  // The guard makes its own words safe, because it colours them, and leaves stdout alone, as opening it costs 2 ms.
  if (command === 'guard') return guard(rest, tell);
  const { runCommand } = await import('./cli/index.ts');
  return runCommand(words, invokedFrom);
}

function message(line: string): void {
  tell(plain(line));
}

/** Returns / where the working directory was removed. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

/** A setuid program that is only partly root starts us like this; mount(8) and others would then do half of what we ask. */
function hasTwoUsers(): boolean {
  return process.getuid?.() !== process.geteuid?.() || process.getgid?.() !== process.getegid?.();
}

function refuseTwoUsers(): ExitCode {
  message('error: the real and the effective user differ; run this as root, for example with sudo');
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
