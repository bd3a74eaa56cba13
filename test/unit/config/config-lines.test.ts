// Where in a configuration file each key stands.

import { expect, it } from '@jest/globals';
import { parse } from 'smol-toml';
import { findLines } from '../../../src/config/config-lines.ts';

it.each<[string, [string, number][]]>([
  ['', []],
  ['# nothing\n\n', []],
  ['policy = "off"\n\n# why\nspace-margin = 0\n', [['policy', 1], ['space-margin', 4]]],
  ['policy = "off"\n[allow]\nkernel = true\nsuite-change = true\n[overlay]\nsize = "1G"', [['policy', 1], ['allow', 2], ['allow.kernel', 3], ['allow.suite-change', 4], ['overlay', 5], ['overlay.size', 6]]],
  ['allow.kernel = true\nallow.suite-change = true', [['allow', 1], ['allow.kernel', 1], ['allow.suite-change', 2]]],
  ['allow = { kernel = true, suite-change = true }', [['allow', 1], ['allow.kernel', 1], ['allow.suite-change', 1]]],
  ['message = """\nAsk us.\n[allow]\n"""\npolicy = "off"', [['message', 1], ['policy', 5]]],
  ['[overlay]\nfollow = [\n  "/a",\n]\nsize = "1G"', [['overlay', 1], ['overlay.follow', 2], ['overlay.size', 5]]],
  ['[[allow]]\nkernel = true', [['allow', 1], ['allow.kernel', 2]]],
  ['since = 1979-05-27\nuntil = 1979-05-28', [['since', 1], ['until', 2]]],
  ['a.b.c.d = 1\n[a.b.x]\ny = 1', [['a', 1], ['a.b', 1], ['a.b.y', 3]]],
])('%j', (text, expected) => {
  expect([...findLines(text, parse)]).toEqual(expected);
});

it('gives a value of thousands of lines up', () => {
  let characters = 0;
  const text = `a = [\n${'"/srv",\n'.repeat(2000)}]\nb = 1`;
  const found = findLines(text, (source) => {
    characters += source.length;
    return parse(source.length > 100 ? '[' : source);
  });
  expect(found).toEqual(new Map());
  expect(characters).toBeLessThan(2_000_000 + text.length);
});
