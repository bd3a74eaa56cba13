// This file puts an unexpected error into words: either the host caused it, for example by a full disk, or it is a bug of ours.

import { EXIT, type ExitCode } from './exit-codes.ts';

/** Returns the line to print and the exit code: 71 for a failed system call, 70 for anything else. */
export function describeFault(fault: unknown): { line: string; exitCode: ExitCode } {
  if (isSystemFault(fault)) return { line: reasonOf(fault), exitCode: EXIT.failed };
  return { line: `bug in usr-overlay: ${reasonOf(fault)}; please report it with the output of \`usr-overlay report DIR\``, exitCode: EXIT.bug };
}

/** Returns the code of a failed system call, such as `ENOSPC`, or Node's own code; without a code, the message. */
export function codeOf(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? code : typeof message === 'string' ? message : String(error);
}

/** Tells whether the error is a failed system call; Node then gives it a `syscall` and an `errno`. */
export function isSystemFault(fault: unknown): fault is { message: string } {
  return typeof fault === 'object' && fault !== null && 'syscall' in fault && 'errno' in fault && 'message' in fault;
}

/** Turns Node's `ENOSPC: no space left on device, mkdir '/run/x'` into the order that other programs use: `mkdir '/run/x': no space …`. */
export function reasonOf(fault: unknown): string {
  const message = fault instanceof Error || isSystemFault(fault) ? fault.message : String(fault);
  const parts = /^(E[A-Z0-9]+): (.*?), (.*)$/s.exec(message);
  return parts ? `${parts[3] ?? ''}: ${parts[2] ?? ''} (${parts[1] ?? ''})` : message;
}
