// JSON that a terminal can show: the value is the same, and no character in it is obeyed.

/** What `plain` replaces and JSON.stringify leaves as it is comes as \uXXXX; the line ends that `indent` brings stay. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
