// Arbitrary texts as a broken, hostile or merely odd host may give them.
import fc from 'fast-check';

/** Bytes read as UTF-8, as src/system reads every file: what is none comes as U+FFFD. */
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString('utf8'));

const escapes = fc.constantFrom('\u001b[2J', '\u001b]0;x\u0007', '\u202e', '\0', '\r', '\\040', '\\012', '\\134', '\\777', '"', "'", '`', '$(id)', '%s', '../', '\n', '\t');

/** Junk, with pieces of `alike` in between: text that has nearly the right form. */
export function hostileText(...alike: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('', ' ', '\n', ...alike) }, escapes, bytes, fc.string(), fc.string({ unit: 'binary' }), cut(alike));
  return fc.oneof(fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), fc.tuple(piece, fc.nat(2000)).map(([text, times]) => text.slice(0, 50).repeat(times)));
}

/** Any JSON, and JSON that begins as `alike` and has anything in the place of one of its values. */
export function hostileJson(...alike: readonly unknown[]): fc.Arbitrary<string> {
  const replaced = fc.tuple(fc.constantFrom(...alike), fc.nat(), fc.jsonValue()).map(([value, which, other]) => replaceAt(value, which, other));
  return fc.oneof(fc.json(), replaced, replaced.chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))));
}

function cut(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom('', ...texts), fc.nat(300), fc.nat(300)).map(([text, start, end]) => text.slice(start, start + end));
}

function replaceAt(value: unknown, which: number, other: unknown): string {
  let count = 0;
  JSON.stringify(value, (_key, each: unknown) => ((count += 1), each));
  let at = 0;
  return JSON.stringify(value, (_key, each: unknown) => ((at += 1) - 1 === which % count ? other : each)) ?? '';
}
