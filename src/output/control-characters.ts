// Text of somebody else's as one line that a terminal only shows.

/**
 * Control characters become question marks: escape sequences, and those that turn the direction of writing round
 * (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters).
 */
export function plain(text: string): string {
  // Nearly always; and classes of Unicode cost a millisecond to compile.
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '?');
}

/** The same of lines of our own making. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n');
}

/** What `plain` replaces and JSON.stringify leaves as it is comes as \uXXXX; the line ends that `indent` brings stay. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
