// Something nobody expected, in words: the host's doing, as a full disk is, or a bug of ours.

import { EXIT, type ExitCode } from './exit-codes.ts';

export function describeFault(fault: unknown): { line: string; exitCode: ExitCode } {
  if (isSystemFault(fault)) return { line: reasonOf(fault), exitCode: EXIT.failed };
  return { line: `bug in usr-overlay: ${reasonOf(fault)}; please report it with the output of \`usr-overlay report DIR\``, exitCode: EXIT.bug };
}

/** What an error is called by: the code of a system call that failed, such as `ENOSPC`, or of Node's own; else its message. */
export function codeOf(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? code : typeof message === 'string' ? message : String(error);
}

/** A system call that failed: Node names it, and the number. */
export function isSystemFault(fault: unknown): fault is { message: string } {
  return typeof fault === 'object' && fault !== null && 'syscall' in fault && 'errno' in fault && 'message' in fault;
}

/** Node's `ENOSPC: no space left on device, mkdir '/run/x'` the way round that other programs say it. */
export function reasonOf(fault: unknown): string {
  const message = fault instanceof Error || isSystemFault(fault) ? fault.message : String(fault);
  const parts = /^(E[A-Z0-9]+): (.*?), (.*)$/s.exec(message);
  return parts ? `${parts[3] ?? ''}: ${parts[2] ?? ''} (${parts[1] ?? ''})` : message;
}
