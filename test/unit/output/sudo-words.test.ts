// Which commands in a line get `sudo`: those that need root, and no other.
import { expect, it } from '@jest/globals';
import { withSudo } from '../../../src/output/shell-words.ts';

it.each([
  ['to make it writable: `usr-overlay`', 'to make it writable: `sudo usr-overlay`'],
  ['To list them: `usr-overlay holders`', 'To list them: `sudo usr-overlay holders`'],
  ['first run: `usr-overlay down && usr-overlay up --size 1G`', 'first run: `sudo usr-overlay down && sudo usr-overlay up --size 1G`'],
  ['`usr-overlay down && usr-overlay doctor`', '`sudo usr-overlay down && usr-overlay doctor`'],
  ['`usr-overlay up --no-follow && dpkg --configure --pending`', '`sudo usr-overlay up --no-follow && sudo dpkg --configure --pending`'],
  ['a line that goes on: `usr-overlay kept --restore', 'a line that goes on: `sudo usr-overlay kept --restore'],
])('%s', (line, expected) => expect(withSudo(line)).toBe(expected));

it.each(['`usr-overlay status`', '`usr-overlay up --dry-run --verbose`', '`usr-overlay down --help`', '`sudo usr-overlay`', '`--lazy`', '`man usr-overlay`', '`usr-overlay help apt-image-based`', '`bootc status` failed', 'usr-overlay down'])(
  'not %s',
  (line) => expect(withSudo(line)).toBe(line),
);
