import { expect, it } from '@jest/globals';
import { parseBroken } from '../../../src/packages/dpkg-status.ts';

it('finds what a failed installation left broken', () => {
  const entry = (name: string, status: string): string => `Package: ${name}\nStatus: ${status}\nDescription: d\n Status: no ok half-installed\n`;
  const text = [
    entry('fine', 'install ok installed'),
    entry('new', 'install reinstreq half-installed'),
    entry('old', 'install ok half-installed'),
    entry('upgraded', 'install reinstreq installed'),
    entry('gone', 'deinstall ok config-files'),
    entry('unpacked', 'install ok unpacked'),
  ].join('\n');
  expect(parseBroken(text)).toEqual(['new', 'old', 'upgraded']);
});

it.each([
  ['an empty text', ''],
  ['a paragraph without a name', 'Status: install reinstreq half-installed\nVersion: 1\n'],
  ['the name of another one', 'Status: install reinstreq half-installed\nOriginal-Package: new\n'],
  ['a name of two words', 'Package: new one\nStatus: install reinstreq half-installed\n'],
  ['a state of four words', 'Package: new\nStatus: install reinstreq half-installed twice\n'],
])('finds nothing in %s', (_, text) => {
  expect(parseBroken(text)).toStrictEqual([]);
});
