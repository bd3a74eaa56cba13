// A captured host: a folder with one file per probe. It may come from a stranger, so only plain files in it are read.

import { closeSync, constants, fstatSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { EVIDENCE_NAMES, type Evidence } from '../evidence.ts';
import { readText } from '../../system/files/read.ts';
import { codeOf } from '../../fault.ts';

/** Far beyond any real mount table. */
const LIMIT = 32 * 1024 * 1024;

/** The evidence in a folder, or what is wrong with it as a sentence without "error:". Needs no rights but to read it. */
export function readCapture(folder: string): Evidence | string {
  const name = JSON.stringify(folder);
  try {
    readdirSync(folder);
  } catch (error) {
    return `cannot read the captured host ${name}: ${codeOf(error)}`;
  }
  const evidence: Evidence = {};
  for (const file of EVIDENCE_NAMES) {
    const text = readText(join(folder, file), { noFollow: true, limit: LIMIT, encoding: file === 'ostree-booted' ? 'latin1' : 'utf8' });
    if (text !== undefined) evidence[file] = text;
  }
  return evidence.mountinfo === undefined ? `${name} is no captured host: it has no plain file \`mountinfo\`; \`usr-overlay report DIR\` makes one` : evidence;
}

/** Writes into a new or empty folder; null when done, else what stood in the way. Never over something that is there, and all or nothing. */
export function writeCapture(folder: string, evidence: Evidence): { line: string; exitCode: ExitCode } | null {
  const name = JSON.stringify(folder);
  const wrong = (line: string): { line: string; exitCode: ExitCode } => ({ line: `${name} ${line}; name a new folder`, exitCode: EXIT.usage });
  let fd: number | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    if (isOthers(fd)) return wrong('belongs to somebody else, or others can write to it');
    // What is behind the descriptor stays the same folder, whatever is put in its place.
    const held = `/proc/self/fd/${fd}`;
    if (readdirSync(held).length > 0) return wrong('is not empty');
    writeFiles(held, evidence);
    return null;
  } catch (error) {
    const code = codeOf(error);
    return { line: `cannot write to ${name}: ${code}`, exitCode: WRONG_NAME.has(code) ? EXIT.usage : EXIT.failed };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Of the folder that was named: a file, a link, or not the caller's. */
const WRONG_NAME = new Set(['EACCES', 'EEXIST', 'ELOOP', 'ENAMETOOLONG', 'ENOTDIR']);

function writeFiles(folder: string, evidence: Evidence): void {
  const written: string[] = [];
  try {
    for (const [file, text] of Object.entries(evidence)) {
      const path = join(folder, file);
      const bytes = Buffer.from(text, file === 'ostree-booted' ? 'latin1' : 'utf8');
      const fd = openSync(path, 'wx', 0o644);
      written.push(path);
      writeAndClose(fd, bytes);
    }
  } catch (error) {
    // Half of a host would be judged as another one, and stand in the way of the next try.
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

function writeAndClose(fd: number, bytes: Buffer): void {
  try {
    writeFileSync(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

/** Root's files in another's folder could be exchanged, and a link for a folder chooses where they go. */
function isOthers(fd: number): boolean {
  const { uid, mode } = fstatSync(fd);
  const own = process.geteuid?.();
  return uid !== own || (mode & (own === 0 ? 0o022 : 0o002)) !== 0;
}
