// This file reads and writes a captured host: a folder with one file per probe. It may come from a stranger, so it reads only plain files.

import { closeSync, constants, fstatSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { EVIDENCE_NAMES, type Evidence } from '../evidence.ts';
import { readText } from '../../system/files/read.ts';
import { codeOf, whyOf } from '../../fault.ts';

/** No real mount table is nearly as large. */
const LIMIT = 32 * 1024 * 1024;

/** Returns the evidence in a folder, or a sentence without "error:" that says what is wrong. It needs only read access. */
export function readCapture(folder: string): Evidence | string {
  const name = JSON.stringify(folder);
  try {
    readdirSync(folder);
  } catch (error) {
    return `cannot read the captured host ${name}: ${whyOf(error)}`;
  }
  const evidence: Evidence = {};
  for (const file of EVIDENCE_NAMES) {
    const text = readText(join(folder, file), { noFollow: true, limit: LIMIT, encoding: file === 'ostree-booted' ? 'latin1' : 'utf8' });
    if (text !== undefined) evidence[file] = text;
  }
  if (isBootcSilent(evidence)) evidence['bootc-status.silence'] = 'gave no answer';
  return evidence.mountinfo === undefined ? `${name} is not a captured host: \`mountinfo\` is missing. To capture this host: \`usr-overlay report DIR\`` : evidence;
}

/** Tells whether bootc did not answer a `report` of version 1.0, which wrote no file then. */
function isBootcSilent(evidence: Evidence): boolean {
  return /^bootc=yes$/m.test(evidence.environment ?? '') && evidence['bootc-status.json'] === undefined && evidence['bootc-status.silence'] === undefined;
}

/** Writes all files into a new or empty folder, or none. Returns null when done, else what stood in the way. Never overwrites anything. */
export function writeCapture(folder: string, evidence: Evidence): { line: string; exitCode: ExitCode } | null {
  const name = JSON.stringify(folder);
  const wrong = (line: string): { line: string; exitCode: ExitCode } => ({ line: `${name} ${line}; name a new folder`, exitCode: EXIT.usage });
  let fd: number | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    if (isOthers(fd)) return wrong('belongs to somebody else, or others can write to it');
    // The descriptor keeps the same folder, whatever is put in its place.
    const held = `/proc/self/fd/${fd}`;
    if (readdirSync(held).length > 0) return wrong('is not empty');
    writeFiles(held, evidence);
    return null;
  } catch (error) {
    const code = codeOf(error);
    return { line: `cannot write to ${name}: ${whyOf(error)}`, exitCode: WRONG_NAME.has(code) ? EXIT.usage : EXIT.failed };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** With these the named folder is at fault: it is a file, a link, or not the caller's. */
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
    // Half a captured host would be judged as another one, and would stand in the way of the next try.
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

/** In another user's folder root's files could be swapped, and a link in its place would choose where they go. */
function isOthers(fd: number): boolean {
  const { uid, mode } = fstatSync(fd);
  const own = process.geteuid?.();
  return uid !== own || (mode & (own === 0 ? 0o022 : 0o002)) !== 0;
}
