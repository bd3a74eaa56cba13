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

/** Turns Node's `ENOSPC: no space left on device, mkdir '/run/x'` into `mkdir '/run/x': no space is left on the device`. */
export function reasonOf(fault: unknown): string {
  const message = fault instanceof Error || isSystemFault(fault) ? fault.message : String(fault);
  const [whole, code = '', words = '', call = ''] = NODES.exec(message) ?? [];
  return whole === undefined ? message : `${call}: ${WORDS[code] ?? words}`;
}

/** Returns why a system call failed, in words that complete a sentence after a colon; no name such as `ENOSPC` is ever shown. */
export function whyOf(error: unknown): string {
  const code = codeOf(error);
  const [, named = '', words] = NODES.exec(String(Object(error).message)) ?? [];
  // What removes a whole folder names the error in its text alone.
  return WORDS[code] ?? WORDS[named] ?? words ?? (/^E[A-Z0-9]+$/.test(code) ? 'the system refused it' : code);
}

const NODES = /^(E[A-Z0-9]+): (.*?), (.*)$/s;

/** Holds the words for what is met most; Node has its own for the rest. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EIO: 'the device reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'a symbolic link is in the way',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of its path is not a folder',
  ENOTEMPTY: 'the folder is not empty',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};
