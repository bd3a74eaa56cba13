// This file shows a path on one line; its name may hold any byte but NUL and the slash.

import type { BytePath } from '../text/paths.ts';

/** Quotes as git does, where a byte is not plain text, or where the end of the name would be unclear (a trailing space or bracket). */
export function printablePath(path: BytePath): string {
  // Nearly all paths end here: printable ASCII without a quote or a backslash, and no bracket at the end.
  if (/^[!#-[\]-~]*[!#-(*-[\]-~]$/.test(path)) return path;
  const text = asText(path);
  if (text !== null && !/["\\\p{C}\p{Zl}\p{Zp}]|^\s|[\s)]$/u.test(text)) return text;
  return `"${path.replace(/[^\x20-\x7e]|["\\]/g, escape)}"`;
}

/** Returns the path decoded as UTF-8, or null where it is not valid UTF-8. */
export function asText(path: BytePath): string | null {
  if (/^[\x00-\x7f]*$/.test(path)) return path;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(path, (byte) => byte.charCodeAt(0)));
  } catch {
    return null;
  }
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\' };

function escape(byte: string): string {
  return SHORT[byte] ?? `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
