// A captured host: a folder with one file per probe. It may come from a stranger, so only plain files in it are read.

import { closeSync, constants, fstatSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE_NAMES, type Evidence } from '../../core/evidence.ts';
import { readText } from '../files/files.ts';

/** Far beyond any real mount table. */
const LIMIT = 32 * 1024 * 1024;

/** The evidence in a folder, or what is wrong with it as a sentence without "error:". Needs no rights but to read it. */
export function readCapture(folder: string): Evidence | string {
  const name = JSON.stringify(folder);
  try {
    readdirSync(folder);
  } catch (error) {
    return `cannot read the captured host ${name}: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`;
  }
  const evidence: Evidence = {};
  for (const file of EVIDENCE_NAMES) {
    const text = readText(join(folder, file), { noFollow: true, limit: LIMIT, encoding: file === 'ostree-booted' ? 'latin1' : 'utf8' });
    if (text !== undefined) evidence[file] = text;
  }
  return evidence.mountinfo === undefined ? `${name} is no captured host: it has no plain file \`mountinfo\`; \`usr-overlay report DIR\` makes one` : evidence;
}

/** Writes into a new or empty folder; null when done, else what stood in the way. Never over something that is there. */
export function writeCapture(folder: string, evidence: Evidence): string | null {
  const name = JSON.stringify(folder);
  let fd: number | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    if (isOthers(fd)) return `${name} belongs to somebody else, or others can write to it; name a new folder`;
    // What is behind the descriptor stays the same folder, whatever is put in its place.
    const held = `/proc/self/fd/${fd}`;
    if (readdirSync(held).length > 0) return `${name} is not empty; name a new folder`;
    for (const [file, text] of Object.entries(evidence)) {
      writeFileSync(join(held, file), Buffer.from(text, file === 'ostree-booted' ? 'latin1' : 'utf8'), { flag: 'wx', mode: 0o644 });
    }
    return null;
  } catch (error) {
    return `cannot write to ${name}: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Root's files in another's folder could be exchanged, and a link for a folder chooses where they go. */
function isOthers(fd: number): boolean {
  const { uid, mode } = fstatSync(fd);
  const own = process.geteuid?.();
  return uid !== own || (mode & (own === 0 ? 0o022 : 0o002)) !== 0;
}
