// Two hundred junk configurations: whatever stands in a file, there is a configuration, and each problem is one that can be shown.
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONFIG_LIMIT, DEFAULT_CONFIG, SETTING_NAMES } from '../../../src/config/config.ts';
import { parseConfigFiles } from '../../../src/config/config-files.ts';
import { documentationLine, guardProblem, messageLines, refusedProblems, warnedProblems } from '../../../src/config/words.ts';

const value = fc.oneof(
  fc.constantFrom('true', '"off"', '"refuse"', '"native"', '"64M"', '[]', '{}', '{ a = 1 }', '1e9', 'inf', '1979-05-27', "'''", '"""', '"\\u001b[2J"', '"\\u202e"', '#'),
  fc.json(),
  fc.string(),
);
const key = fc.oneof(fc.constantFrom(...SETTING_NAMES, 'allow', 'overlay', '__proto__', 'constructor', '__proto__.policy', '"\\u001b"', 'a.b.c.d'), fc.string());
const line = fc.oneof(
  fc.tuple(key, value).map(([name, given]) => `${name} = ${given}`),
  fc.constantFrom('[allow]', '[overlay]', '[[allow]]', '[a.b]', '[', ']', '"""', "'", '\0', '\ufeff', '\r', '[__proto__]'),
  fc.string({ unit: 'binary' }),
);
const junk = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

const DEEP = [`${'['.repeat(CONFIG_LIMIT)}`, `a = ${'['.repeat(8000)}`, `a = ${'{a='.repeat(5000)}`, `${'a.'.repeat(8000)}a = 1`, `[${'overlay.'.repeat(2000)}a]\nb = 1`, `${'\n'.repeat(CONFIG_LIMIT - 8)}polcy=1`, `a = [\n${'1,\n'.repeat(5400)}]`];

function examine(texts: readonly string[]): void {
  const { config, problems } = parseConfigFiles(texts.map((text, index) => ({ path: `/etc/${String(index)}`, text })));
  expect(Object.keys(config)).toEqual(Object.keys(DEFAULT_CONFIG));
  expect(['refuse', 'off']).toContain(config.policy);
  const lines = [...refusedProblems(problems), ...warnedProblems(problems), ...guardProblem(problems), ...messageLines(config), documentationLine(config) ?? ''];
  for (const text of lines) expect(text).toMatch(/^[^\p{Cc}\u2028\u2029\u202a-\u202e]*$/u);
  expect(guardProblem(problems)).toHaveLength(problems.length > 0 ? 1 : 0);
  for (const problem of problems) {
    expect(problem.reason).not.toBe('');
    expect(problem.line === null || (problem.line >= 1 && problem.line <= (texts[Number(problem.file.slice(5))]?.split('\n').length ?? 0))).toBe(true);
  }
}

it('two hundred of them', () => {
  fc.assert(fc.property(fc.array(junk, { minLength: 1, maxLength: 3 }), examine), { numRuns: 200 });
});

it.each(DEEP.map((text, index) => [index, text] as const))('the deep or long one %i', (_, text) => {
  examine([text]);
}, 60_000);
