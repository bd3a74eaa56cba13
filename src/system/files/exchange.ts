// This file swaps two folders in one step, by renameat2(2) with RENAME_EXCHANGE. Node cannot call it and mv(1) can only since
// coreutils 9.5, so perl does it, which dpkg's own tools need anyway.

import { runProgram, type ProgramResult } from '../processes/run-program.ts';

/** The numbers of the system call are in asm/unistd.h. */
const RENAMEAT2: Partial<Record<NodeJS.Architecture, number>> = { x64: 316, arm64: 276 };

/** -100 is AT_FDCWD and 2 is RENAME_EXCHANGE. */
const SCRIPT = 'my ($number, $one, $other) = @ARGV; syscall($number + 0, -100, $one, -100, $other, 2) == 0 or die "renameat2: $!\\n";';

/** Swaps two folders of one file system; nobody ever sees only one of them. */
export function exchange(one: string, other: string): Promise<ProgramResult> {
  const number = RENAMEAT2[process.arch];
  if (number === undefined) return Promise.resolve({ ok: false, line: `renameat2: its number is not known on ${process.arch}` });
  return runProgram('perl', ['-e', SCRIPT, String(number), one, other], 10_000);
}
