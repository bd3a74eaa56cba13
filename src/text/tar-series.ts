// This file takes tar archives apart that follow each other without anything between them, as one stream of `xz` unpacks them. It knows
// short names alone, which is what the files of a .deb's control archive have.

/** Of each archive its plain files: names without the folder, and their content with a character for each byte. */
export function filesInSeries(bytes: Buffer): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  let files: Map<string, string> | null = null;
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    // Blocks of zeros end an archive, and fill it up.
    if (bytes[at] === 0) {
      files = null;
      at += BLOCK;
      continue;
    }
    if (files === null) found.push((files = new Map<string, string>()));
    const size = parseInt(bytes.toString('latin1', at + 124, at + 136), 8) || 0;
    const name = bytes.toString('latin1', at, at + 100).replace(/\0.*$/s, '').replace(/^\.\//, '');
    if (PLAIN.has(bytes[at + 156] ?? 0)) files.set(name, bytes.toString('latin1', at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return found;
}

const BLOCK = 512;
/** The digit 0, or nothing, as the oldest tar wrote it. */
const PLAIN = new Set([0x30, 0]);
