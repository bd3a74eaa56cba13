import { expect, test } from '@jest/globals';
import { parseRecord } from '../../../../src/cli/commands/other.ts';

test.each([
  ['record', { manager: null, pid: null }],
  ['record apt', { manager: 'apt', pid: null }],
  ['record dpkg 1234', { manager: 'dpkg', pid: 1234 }],
  ['record dnf5 1', { manager: 'dnf5', pid: 1 }],
])('%s is what a hook calls', (line, expected) => {
  expect(parseRecord(line.split(' '))).toEqual(expected);
});

test.each(['', 'up', 'records', 'record --help', 'record apt --help', 'record zypper', 'record 12', 'record apt 0', 'record apt 1e3', 'record apt -1', 'record apt 12 12', 'record apt 12345678901'])('"%s" is for the parser of all commands', (line) => {
  expect(parseRecord(line.split(' '))).toBeNull();
});
