// This file finds a member in the beginning of an archive of ar(5), which is what a .deb is: deb(5).

/** `at` is the offset of its content; both in bytes. */
export type ArMember = { name: string; at: number; size: number };

/** The first member with such a name; null where none of those that begin in `head` has it, or `head` is no such archive. */
export function findMember(head: Buffer, wanted: RegExp): ArMember | null {
  if (head.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  for (let header = MAGIC.length; header + HEADER <= head.length; ) {
    const name = head.toString('latin1', header, header + 16).replace(/\/? *$/, '');
    const digits = head.toString('latin1', header + 48, header + 58).trim();
    if (!/^\d+$/.test(digits)) return null;
    const [at, size] = [header + HEADER, Number(digits)];
    if (wanted.test(name)) return { name, at, size };
    header = at + size + (size % 2);
  }
  return null;
}

const MAGIC = '!<arch>\n';
const HEADER = 60;
