// JSON for a terminal: the value stays, and no character in it is obeyed.
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonText, plainLines } from '../../../src/output/control-characters.ts';

const nasty = fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\t', '\x1b[31m', '\x7f', '\x9b', '\u202e', '\u2028', '\u2066', '\u061c', '\ud800', 'ü', '😀') });

// Values alone: all keys are ours, and Node 26.10's JSON.parse now and then takes a key of one escaped character for a backslash.
it('holds the value, and nothing that the last door would replace', () => {
  fc.assert(
    fc.property(fc.record({ name: nasty, list: fc.array(nasty) }), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = jsonText(value, indent);
      expect(JSON.parse(text)).toEqual(value);
      expect(plainLines(text)).toBe(text);
    }),
  );
});
