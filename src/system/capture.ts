// A captured host: a folder with one file per probe. It may come from a stranger, so only plain files in it are read.

import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE_NAMES, type Evidence } from '../core/evidence.ts';
import { readText } from './files.ts';

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
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) return `${JSON.stringify(folder)} is not empty; name a new folder`;
    for (const [name, text] of Object.entries(evidence)) {
      // O_EXCL: another user's symbolic link in a shared folder must not choose where root writes.
      const fd = openSync(join(folder, name), 'wx', 0o644);
      writeFileSync(fd, Buffer.from(text, name === 'ostree-booted' ? 'latin1' : 'utf8'));
      closeSync(fd);
    }
    return null;
  } catch (error) {
    return `cannot write to ${JSON.stringify(folder)}: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`;
  }
}
