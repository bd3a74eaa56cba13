// This file reads JSON that another program wrote, without trusting its shape.

/** Returns the value of a key of parsed JSON, or undefined where `value` is no object or lacks the key. */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Returns the parsed JSON, or undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Tells whether a value is a string; pass it to `isListOf`. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Tells whether a value is a string or null. */
export function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

/** Tells whether a value is an array whose every element passes `isOne`. */
export function isListOf(value: unknown, isOne: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}
