// `NAME=VALUE`, as options and settings are given.

/** Without the sign there is no value; with nothing behind it there is an empty one. */
export function nameAndValue(text: string): { name: string; value: string | undefined } {
  const sign = text.indexOf('=');
  return sign < 0 ? { name: text, value: undefined } : { name: text.slice(0, sign), value: text.slice(sign + 1) };
}
