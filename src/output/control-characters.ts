// This file makes foreign text safe to print: the terminal shows it and obeys nothing in it.

/**
 * Replaces control characters by question marks: escape sequences, line ends, and those that change the direction of writing
 * (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters).
 */
export function plain(text: string): string {
  // Most text ends here, which saves compiling Unicode classes: that costs a millisecond.
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '?');
}

/** Works as `plain` does, but keeps the line ends. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n');
}

/** Returns JSON in which characters that `plain` replaces, and that JSON.stringify leaves alone, are written as \\uXXXX. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
