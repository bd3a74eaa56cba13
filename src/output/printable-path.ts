// A path on one line, whatever its name is: the kernel forbids nothing but the zero byte.

import type { BytePath } from '../text/paths.ts';

/** As git does it: within quotation marks where a byte is not plain text, or where the end of the name could not be told. */
export function printablePath(path: BytePath): string {
  if (/^[\x21-\x7e]+$/.test(path) && !/["\\]|\)$/.test(path)) return path;
  const text = asText(path);
  if (text !== null && !/["\\\p{C}\p{Zl}\p{Zp}]|^\s|[\s)]$/u.test(text)) return text;
  return `"${path.replace(/[^\x20-\x7e]|["\\]/g, escape)}"`;
}

/** The name as UTF-8, or null where it is none. */
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
