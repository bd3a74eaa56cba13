// What of a line a terminal shows in colour.

import { expect, it } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { paint } from '../../../src/output/colour.ts';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';

const mark = (tone: string, text: string): string => `<${tone} ${text}>`;

it.each([
  [REFUSAL, `<bad error:>${REFUSAL.slice('error:'.length)}`],
  ['refuse: /usr is read-only', '<bad refuse:> /usr is read-only'],
  ['found:          a package', '<bad found:>          a package'],
  ['warning: a key', '<care warning:> a key'],
  ['notice: an overlay', '<care notice:> an overlay'],
  ['hint: run `usr-overlay`', '<advice hint:> run `usr-overlay`'],
  ['note:           the database', '<aside note:>           the database'],
  ['allow: an ordinary host', '<good allow:> an ordinary host'],
  [HEALTHY, '<good Nothing is wrong> with the package database, the alternatives and the overlay.'],
])('%s', (line, painted) => {
  expect(paint(line, mark)).toBe(painted);
});

it.each(['{"schema":1}', 'host:           Debian', 'A  5.0K /usr/bin/error:', 'a hint: none', '  error: indented', ''])('leaves %j alone', (line) => {
  expect(paint(line, mark)).toBe(line);
});
