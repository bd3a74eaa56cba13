// Two folders change places in one step: renameat2(2) with RENAME_EXCHANGE. Node has no way to call it and mv(1) learnt it in
// coreutils 9.5, so perl does, which dpkg's own tools need, too.

import { runProgram, type ProgramResult } from '../processes/run-program.ts';

/** asm/unistd.h */
const RENAMEAT2: Partial<Record<NodeJS.Architecture, number>> = { x64: 316, arm64: 276 };

/** -100 is AT_FDCWD, 2 is RENAME_EXCHANGE. */
const SCRIPT = 'my ($number, $one, $other) = @ARGV; syscall($number + 0, -100, $one, -100, $other, 2) == 0 or die "renameat2: $!\\n";';

export function exchange(one: string, other: string): Promise<ProgramResult> {
  const number = RENAMEAT2[process.arch];
  if (number === undefined) return Promise.resolve({ ok: false, line: `renameat2: its number is not known on ${process.arch}` });
  return runProgram('perl', ['-e', SCRIPT, String(number), one, other], 10_000);
}
