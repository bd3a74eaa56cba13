// Each part of apt-image-based(7) that says how the program behaves names the test that tries it; and each of those is there.
import { describe, expect, it } from '@jest/globals';
import { read } from './pages.ts';
import { STATEMENTS } from './statements.ts';

const page = read('man/apt-image-based.7.txt');
/** The sections by their names, each as one line. A word that the page breaks at its hyphen is whole again where it is asked for. */
const sections = new Map(page.split(/^(?=[A-Z][A-Z -]+$)/m).map((text) => [text.split('\n')[0] ?? '', text.replaceAll(/\s+/g, ' ')]));
/** These say no more than where things are, and what other pages there are. */
const ELSEWHERE = ['NAME', 'ENVIRONMENT', 'FILES', 'SEE ALSO'];
const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');

describe.each(Object.entries(STATEMENTS))('%s', (name, statements) => {
  it.each(statements)('"%s" is tried by %s', (said, file, words) => {
    expect(squeezed(sections.get(name) ?? '')).toContain(squeezed(said));
    expect(read(`test/${file}`)).toContain(words);
  });
});

it('every section has its tests', () => {
  const named = [...sections.keys()].filter((name) => /^[A-Z]/.test(name) && !name.startsWith('APT-IMAGE-BASED') && !ELSEWHERE.includes(name));
  expect(Object.keys(STATEMENTS)).toEqual(named);
});

/** The items of WHY IT REFUSED: a rule's name, and what is said of it. */
const rules = (page.split('\nWHY IT REFUSED\n')[1]?.split('\nWHAT TO DO INSTEAD\n')[0] ?? '').split(/^ {5}(?=[a-z]+(?:-[a-z]+)*(?:$| {2}))/m).slice(1).map((item) => ({ rule: /^[a-z-]+/.exec(item)?.[0] ?? '', item }));

it('the rules are found', () => expect(rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['image-locked', 'kernel', 'stopped-after-error'])));

it.each(rules)('what is said of $rule has its test', ({ item }) => {
  expect((STATEMENTS['WHY IT REFUSED'] ?? []).some(([said]) => squeezed(item).includes(squeezed(said)))).toBe(true);
});
