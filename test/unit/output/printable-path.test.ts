// Any name is one line, and can be told from every other.
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asText, printablePath } from '../../../src/output/printable-path.ts';

const bytes = (text: string): string => Buffer.from(text).toString('latin1');

it.each([
  ['/usr/bin/[', '/usr/bin/['],
  [bytes('/usr/share/grün'), '/usr/share/grün'],
  ['/usr/a b', '/usr/a b'],
  ['/usr/a\nb', '"/usr/a\\nb"'],
  ['/usr/lat\xe9', '"/usr/lat\\351"'],
  ['/usr/"a\\', '"/usr/\\"a\\\\"'],
  ['/usr/so (stays)', '"/usr/so (stays)"'],
  ['/usr/end ', '"/usr/end "'],
  ['/usr/\x1b[31m', '"/usr/\\033[31m"'],
  [bytes('/usr/\u202etxt'), '"/usr/\\342\\200\\256txt"'],
  [bytes('/usr/\ufeffbom'), '"/usr/\\357\\273\\277bom"'],
])('%j', (path, expected) => expect(printablePath(path)).toBe(expected));

it('is one line of text that no other name has', () => {
  const name = fc.uint8Array({ min: 1, max: 255, maxLength: 12 }).map((each) => `/${Buffer.from(each).toString('latin1')}`);
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(printablePath(one)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/);
      expect(printablePath(one) === printablePath(other)).toBe(one === other);
      expect(asText(one) === null || Buffer.from(asText(one) ?? '').toString('latin1') === one).toBe(true);
    }),
  );
});
