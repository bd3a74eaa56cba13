// Every line that the configuration adds, to the letter.
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CONFIG } from '../../../src/config/config.ts';
import { parseConfigFiles } from '../../../src/config/config-files.ts';
import { documentationLine, guardProblem, messageLines, refusedProblems, warnedProblems } from '../../../src/config/words.ts';

const FILE = '/etc/apt-image-based/config.toml';
const problemsOf = (text: string) => parseConfigFiles([{ path: FILE, text }]).problems;

it.each([
  ['polcy = "off"', `${FILE}, line 1: polcy: there is no such key`],
  ['policy = "warn"', `${FILE}, line 1: policy: must be one of "refuse", "off"`],
  ['message = 1', `${FILE}, line 1: message: must be a string of at most 4 lines of 200 characters`],
  ['documentation = 1', `${FILE}, line 1: documentation: must be a string of one line of at most 200 characters`],
  ['space-margin = "much"', `${FILE}, line 1: space-margin: must be a number of K, M or G, such as "64M", or of bytes`],
  ['[allow]\nkernel = 1', `${FILE}, line 2: allow.kernel: must be true or false`],
  ['allow = true', `${FILE}, line 1: allow: must be a table`],
  ['overlay.storage = "x"', `${FILE}, line 1: overlay.storage: must be "tmpfs" or the absolute path of a folder`],
  ['overlay.size = "x"', `${FILE}, line 1: overlay.size: must be a number of M or G, or a part of the memory in %: "512M", "2G", "30%"`],
  ['overlay.follow = "x"', `${FILE}, line 1: overlay.follow: must be a list of absolute paths`],
  ['a = 1\npolicy = off', `${FILE}, line 2: invalid TOML: strings need quotes`],
  ['"\\u001b[2J" = 1', `${FILE}, line 1: ?[2J: there is no such key`],
])('%j', (text, expected) => {
  expect(refusedProblems(problemsOf(text))).toEqual([`${expected}; nothing was done. For the keys and their values: \`usr-overlay help apt-image-based.toml\``]);
  expect(warnedProblems(problemsOf(text))).toEqual([`${expected}; using the default`]);
  expect(guardProblem(problemsOf(text))).toEqual([`${expected}; using the default`]);
});

describe('many problems', () => {
  const problems = problemsOf(Array.from({ length: 12 }, (_, index) => `key${String(index)} = 1`).join('\n'));

  it('are ten lines and one for the rest', () => {
    expect(warnedProblems(problems)).toHaveLength(11);
    expect(warnedProblems(problems).at(-1)).toBe('2 more problems are in the configuration; using the default');
  });

  it('are one line from the guard', () => {
    expect(guardProblem(problems)).toEqual([`${FILE}, line 1: key0: there is no such key; using the default. For 11 more problems: \`usr-overlay check\``]);
  });

  it('are none where there are none', () => {
    expect(guardProblem([])).toEqual([]);
  });
});

it("the distribution's own lines are shown, not obeyed", () => {
  const message = '\n  Ask the\tplatform team.\n\n\x1b[31mRed\x1b[0m \u202eback\x07\r\nhttps://example \u00e9\u2713\n';
  expect(messageLines({ ...DEFAULT_CONFIG, message })).toEqual(['Ask the platform team.', '?[31mRed?[0m ?back?', 'https://example \u00e9\u2713']);
  expect(messageLines(DEFAULT_CONFIG)).toEqual([]);
  expect(documentationLine({ ...DEFAULT_CONFIG, documentation: ' see\x1b the wiki ' })).toBe('see? the wiki');
  expect(documentationLine(DEFAULT_CONFIG)).toBeNull();
});
