// This file reads the command lines of programs that an emulator of QEMU runs: binfmt_misc puts the emulator before their own words.

/** Names QEMU's emulators of single programs, and Debian's links to them, of which those with -P pass on the caller's own argv[0]. */
const EMULATOR = /^(qemu-(?!system|img|nbd|io|ga)[a-z0-9_]+(-static)?|[a-z0-9_]+-binfmt(-P)?)$/;

/** Tells whether the path of a program, or its name, is an emulator's. */
export function isEmulator(path: string): boolean {
  return EMULATOR.test(nameOf(path));
}

/** Returns the words as they would be without an emulator, and the path of the program that it runs; null where there is none. */
export function withoutEmulator(words: readonly string[]): { words: string[]; program: string } | null {
  const [emulator = '', program, ...rest] = words;
  if (!isEmulator(emulator) || program?.startsWith('/') !== true) return null;
  const hasName = emulator.endsWith('-P') || (rest[0] !== undefined && nameOf(rest[0]) === nameOf(program));
  return { words: hasName ? rest : [program, ...rest], program };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
