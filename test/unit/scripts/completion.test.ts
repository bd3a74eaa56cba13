// The shells' completions are made from the description of the command line: nothing of it may be missing, nothing left to fill in.

import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { renderCompletion } from '../../../scripts/completion/render.ts';
import { BACKENDS } from '../../../src/cli/commands/change.ts';
import type { Command } from '../../../src/cli/commands/command.ts';
import { COMMANDS } from '../../../src/cli/commands/index.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
const template = (shell: string): string => readFileSync(new URL(`../../../packaging/completion/usr-overlay.${shell}`, import.meta.url), 'utf8');

const EXAMPLE: readonly Command[] = [
  {
    name: 'up',
    summary: "Host's: up",
    options: [
      { name: 'dry-run', summary: 'Show [it]' },
      { name: 'storage', summary: 'Where', value: { folders: true, words: ['tmpfs'] } },
      { name: 'follow', summary: 'Also', value: { folders: true, words: [] }, repeatable: true },
    ],
    operands: [],
    examples: [],
  },
  { name: 'help', summary: 'Help', options: [], operands: [{ name: 'page', summary: 'Which', value: { folders: false, words: ['one', 'two'] } }], examples: [] },
  { name: 'run', summary: 'Run', options: [], operands: [], runs: true, examples: [] },
];

describe('the description', () => {
  const named = (name: string): Command | undefined => COMMANDS.find((command) => command.name === name);

  it('has every command once', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['up', 'down', 'status', 'run', 'check', 'help']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows what the values of options and operands are', () => {
    const values = Object.fromEntries(named('up')?.options.map(({ name, value }) => [name, value]) ?? []);
    expect(values).toMatchObject({ backend: { folders: false, words: BACKENDS }, storage: { folders: true, words: ['tmpfs'] }, 'dry-run': undefined });
    expect(named('up')?.options.filter(({ repeatable }) => repeatable).map(({ name }) => name)).toEqual(['only', 'follow']);
    expect(named('report')?.operands).toMatchObject([{ name: 'folder', value: { folders: true, words: [] } }]);
    expect(COMMANDS.filter(({ runs }) => runs).map(({ name }) => name)).toEqual(['run']);
  });

  it.each(SHELLS)('is in the file for %s, and no mark is left', (shell) => {
    const text = renderCompletion(shell, template(shell), COMMANDS);
    for (const { name, options } of COMMANDS) {
      expect(text).toMatch(new RegExp(`\\b${name}\\b`));
      for (const option of options) expect(text).toMatch(new RegExp(`${shell === 'fish' ? '-l ' : '--'}${option.name}\\b`));
    }
    expect(text).not.toMatch(/@[A-Z]+@/);
  });
});

it('bash: branches for the value of an option and for the words of a command', () => {
  expect(renderCompletion('bash', '  # @VALUES@\n-\n# @COMMANDS@\n@DEFAULT@', EXAMPLE)).toBe(`\
  'up --storage') _usr_overlay_words 'tmpfs'; _usr_overlay_folders; return ;;
  'up --follow') _usr_overlay_folders; return ;;
-
'') if [[ $word == -* ]]; then _usr_overlay_options '--dry-run --storage --follow* --help --version'; else _usr_overlay_words 'up help run'; fi ;;
up) _usr_overlay_options '--dry-run --storage --follow* --help' ;;
help)
  if [[ $word == -* ]]; then _usr_overlay_options '--help'; else
    case $operands in
      0) _usr_overlay_words 'one two' ;;
    esac
  fi
  ;;
run) _usr_overlay_run '--help' ;;
up`);
});

it('zsh: specifications, with what is special in them escaped', () => {
  const text = renderCompletion('zsh', '# @COMMANDS@\n# @ARGUMENTS@', EXAMPLE);
  expect(text).toContain(`'up:Host'\\''s\\: up'`);
  expect(text).toContain(`'--dry-run[Show \\[it\\]]'`);
  expect(text).toContain(`'--storage=[Where]:storage: _usr_overlay_folder_or tmpfs'`);
  expect(text).toContain(`'*--follow=[Also]:follow:_files -/'`);
  expect(text).toContain(`'1:page:(one two)'`);
});

it('fish: a condition for each, with what is special in the texts escaped', () => {
  const lines = renderCompletion('fish', '# @COMPLETIONS@', EXAMPLE).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      `complete -c $program -n '__usr_overlay_first' -a up -d 'Host\\'s: up'`,
      `complete -c $program -n '__usr_overlay_in up' -l storage -x -a 'tmpfs (__fish_complete_directories)' -d 'Where'`,
      `complete -c $program -n '__usr_overlay_at help 0' -a 'one two'`,
      `complete -c $program -n '__usr_overlay_in run' -a '(__usr_overlay_run)'`,
    ]),
  );
});
