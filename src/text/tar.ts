// This file reads tar archives as dpkg does: ustar with GNU's long names. See lib/dpkg/tarfn.c in https://salsa.debian.org/dpkg-team/dpkg.

/** Holds a member's header. Paths are bytes, one character per byte: absolute, without a trailing slash, `/.` for the root. */
export type TarMember = {
  path: string;
  kind: 'file' | 'hardlink' | 'symlink' | 'directory' | 'other';
  /** A link leads to this; a hard link's target is a path like the others. */
  target: string;
  mode: number;
};

/** Takes a member's content in pieces; the last call has no argument. */
export type TakeContent = (piece?: Uint8Array) => void;

/**
 * Returns a function that takes the archive in pieces of any size, and calls `begin` for each member. It returns false from where the
 * text is no tar archive that dpkg would unpack; `ended` tells whether the archive's end was reached.
 */
export function tarReader(begin: (member: TarMember) => TakeContent): { take: (piece: Uint8Array) => boolean; ended: () => boolean } {
  const state: State = { rest: new Uint8Array(), body: null, longName: null, longTarget: null, end: false };
  const take = (piece: Uint8Array): boolean => {
    state.rest = joined(state.rest, piece);
    while (takeBody(state) && state.rest.length >= BLOCK) {
      const header = state.rest.subarray(0, BLOCK);
      state.rest = state.rest.subarray(BLOCK);
      if (state.end || header.every((byte) => byte === 0)) state.end = true;
      else if (!takeHeader(state, header, begin)) return false;
    }
    return true;
  };
  return { take, ended: () => state.end && state.body === null };
}

const BLOCK = 512;

type Body = { left: number; padding: number; take: TakeContent };
type State = { rest: Uint8Array; body: Body | null; longName: string | null; longTarget: string | null; end: boolean };

/** Tells whether the next header can be read. */
function takeBody(state: State): boolean {
  const { body } = state;
  if (body === null) return true;
  const piece = state.rest.subarray(0, body.left);
  if (piece.length > 0) body.take(piece);
  body.left -= piece.length;
  state.rest = state.rest.subarray(piece.length);
  if (body.left > 0 || state.rest.length < body.padding) return false;
  state.rest = state.rest.subarray(body.padding);
  state.body = null;
  body.take();
  return true;
}

function takeHeader(state: State, header: Uint8Array, begin: (member: TarMember) => TakeContent): boolean {
  const [size, mode] = [numberIn(header, 124, 12), numberIn(header, 100, 8)];
  if (size === null || mode === null || !isSummed(header)) return false;
  const type = String.fromCharCode(header[156] ?? 0);
  const open = (take: TakeContent): true => {
    state.body = { left: size, padding: (BLOCK - (size % BLOCK)) % BLOCK, take };
    return true;
  };
  // A long name stands before its member, as content.
  if (type === 'L') return open(collect((text) => (state.longName = text)));
  if (type === 'K') return open(collect((text) => (state.longTarget = text)));
  const kind = KINDS[type];
  if (kind === undefined) return false;
  const path = absolute(state.longName ?? shortName(header));
  const target = state.longTarget ?? textIn(header, 157, 100);
  [state.longName, state.longTarget] = [null, null];
  return open(begin({ path, kind, target: kind === 'hardlink' ? absolute(target) : target, mode: mode & 0o7777 }));
}

/** dpkg refuses what is not listed here, such as pax headers. */
const KINDS: Readonly<Record<string, TarMember['kind']>> = { '\0': 'file', '0': 'file', '1': 'hardlink', '2': 'symlink', '3': 'other', '4': 'other', '5': 'directory', '6': 'other' };

function shortName(header: Uint8Array): string {
  const prefix = textIn(header, 257, 6) === 'ustar' ? textIn(header, 345, 155) : '';
  return `${prefix}${prefix === '' ? '' : '/'}${textIn(header, 0, 100)}`;
}

function absolute(name: string): string {
  const path = name.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  return path === '' ? '/.' : `/${path}`;
}

function collect(done: (text: string) => void): TakeContent {
  let text = '';
  return (piece) => {
    if (piece) text += latin1(piece);
    else done(text.replace(/\0.*$/s, ''));
  };
}

function textIn(header: Uint8Array, from: number, length: number): string {
  return latin1(header.subarray(from, from + length)).replace(/\0.*$/s, '');
}

/** Octal digits; or, with the first bit set, a binary number. */
function numberIn(header: Uint8Array, from: number, length: number): number | null {
  const bytes = header.subarray(from, from + length);
  if ((bytes[0] ?? 0) >= 0x80) {
    const value = bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return bytes[0] === 0x80 && Number.isSafeInteger(value) ? value : null;
  }
  const digits = latin1(bytes).replace(/[\0 ]+$/, '').trimStart();
  return /^[0-7]*$/.test(digits) ? parseInt(digits || '0', 8) : null;
}

function isSummed(header: Uint8Array): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return numberIn(header, 148, 8) === sum;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
