// This file puts the whole command line together.

import { PAGE_NAMES } from '../help/page-names.ts';
import { DOWN, RUN, UP } from './change.ts';
import { command, type Command } from './command.ts';
import { BOOT, CHECK, DOCTOR, PUT_BACK, RECORD, REPORT } from './other.ts';
import { DIFF, HOLDERS, KEPT, LOG, STATUS } from './see.ts';

type Group = { title: string; commands: readonly Command[] };

const WORK: readonly Group[] = [
  { title: 'Change /usr', commands: [UP, DOWN, RUN] },
  { title: 'Inspect', commands: [STATUS, DIFF, HOLDERS, LOG] },
  { title: 'Repair', commands: [DOCTOR, KEPT] },
  { title: 'The guard', commands: [CHECK, REPORT] },
];

const CALLED: Group = { title: 'Called by hooks and at boot', commands: [RECORD, PUT_BACK, BOOT] };

const HELP = command({
  name: 'help',
  summary: 'Show a manual page, or what `--help` shows of a command',
  operands: [{ name: 'page', value: { words: [...commandsOf([...WORK, CALLED]).map(({ name }) => name), ...PAGE_NAMES], folders: false }, summary: `A command, or a manual page: ${PAGE_NAMES.join(', ')}` }],
  options: [],
  examples: [
    { command: 'usr-overlay help apt-image-based', summary: 'the manual page, for hosts without man' },
    { command: 'usr-overlay help apt-image-based.toml', summary: 'the keys of the configuration' },
    { command: 'usr-overlay help diff', summary: 'the options of `usr-overlay diff`' },
  ],
});

/** The order is that of `usr-overlay --help`. */
export const GROUPS: readonly Group[] = [...WORK, { title: 'The manual', commands: [HELP] }, CALLED];

export const COMMANDS = commandsOf(GROUPS);

/** This command runs where none is named. */
export const DEFAULT_COMMAND = UP.name;

function commandsOf(groups: readonly Group[]): readonly Command[] {
  return groups.flatMap(({ commands }) => commands);
}
