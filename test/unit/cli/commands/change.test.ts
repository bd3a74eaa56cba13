// The words after `run`: its own options come first, and all the rest is the command's.

import { describe, expect, it } from '@jest/globals';
import { parseRun } from '../../../../src/cli/commands/change.ts';
import { runLines } from '../../../../src/overlay/words/step-words.ts';

describe('run', () => {
  it.each<[string[], ReturnType<typeof parseRun>]>([
    [['run', 'ls', '-l', '--dry-run'], { command: ['ls', '-l', '--dry-run'], dryRun: false, verbose: false }],
    [['run', '--dry-run', 'ls', '--help'], { command: ['ls', '--help'], dryRun: true, verbose: false }],
    [['run', '--dry-run', '--', '--odd'], { command: ['--odd'], dryRun: true, verbose: false }],
    [['run', '--', '--dry-run'], { command: ['--dry-run'], dryRun: false, verbose: false }],
    [['run', '--', '--', 'x'], { command: ['--', 'x'], dryRun: false, verbose: false }],
    [['run', '--dry-run', '--verbose', 'ls'], { command: ['ls'], dryRun: true, verbose: true }],
    [['run', '--verbose', 'ls'], '--verbose needs --dry-run'],
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
    expect(runLines(['sh', '-c', "echo 'x'"], '/root', true)).toEqual(['Make a mount namespace in which /usr is writable.', `Run, with that /usr and in /root: \`sh -c 'echo '\\''x'\\'''\``]);
    expect(runLines(['true'], '/my files', false)).toEqual(["Run, in '/my files': `true`"]);
  });

  it('shows no control characters', () => {
    expect(runLines(['printf', '\u001b[2J'], '/', false)).toEqual(["Run, in /: `printf '?[2J'`"]);
  });
});
