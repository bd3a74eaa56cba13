// This file splits `NAME=VALUE`, the form in which options and settings are given.

/** Splits at the first `=`; without one the value is undefined, and with nothing behind it the value is empty. */
export function nameAndValue(text: string): { name: string; value: string | undefined } {
  const sign = text.indexOf('=');
  return sign < 0 ? { name: text, value: undefined } : { name: text.slice(0, sign), value: text.slice(sign + 1) };
}
