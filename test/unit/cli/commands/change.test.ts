// The words after `run`: its own options come first, and all the rest is the command's.

import { describe, expect, it } from '@jest/globals';
import { parseRun } from '../../../../src/cli/commands/change.ts';
import { runLines } from '../../../../src/overlay/words/step-words.ts';

describe('run', () => {
  it.each<[string[], ReturnType<typeof parseRun>]>([
    [['run', 'ls', '-l', '--dry-run'], { command: ['ls', '-l', '--dry-run'], dryRun: false }],
    [['run', '--dry-run', 'ls', '--help'], { command: ['ls', '--help'], dryRun: true }],
    [['run', '--dry-run', '--', '--odd'], { command: ['--odd'], dryRun: true }],
    [['run', '--', '--dry-run'], { command: ['--dry-run'], dryRun: false }],
    [['run', '--', '--', 'x'], { command: ['--', 'x'], dryRun: false }],
    [['run'], 'run needs a command'],
    [['run', '--'], 'run needs a command'],
    [['run', ''], 'run needs a command'],
    [['run', '--dry-run'], 'run needs a command'],
    [['run', '--dry-run', '--lazy', 'x'], 'run has no option "--lazy"'],
    [['run', '--dry-run', '--help'], null],
    [['run', '-h'], null],
    [['up', '--dry-run'], null],
  ])('%j', (words, expected) => {
    expect(parseRun(words)).toEqual(expected);
  });
});

describe('a dry run', () => {
  it('says what would be run where, as a shell reads it', () => {
    expect(runLines(['sh', '-c', "echo 'x'"], '/root', true)).toEqual(['make a mount namespace in which /usr is read/write', `run sh -c 'echo '\\''x'\\''' in it, from /root`]);
    expect(runLines(['true'], '/my files', false)).toEqual(["run true, from '/my files'"]);
  });

  it('shows no control characters', () => {
    expect(runLines(['printf', '\u001b[2J'], '/', false)).toEqual(["run printf '?[2J', from /"]);
  });
});
