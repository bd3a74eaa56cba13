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
