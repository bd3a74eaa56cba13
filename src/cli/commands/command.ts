// The command line as data. --help, the words about a wrong command line, the shells' completions and yargs are all fed from it.

import type { Context } from '../context.ts';

/** What may stand there: one of the words; a folder, or one of the words; anything, where there is neither. */
export type Values = { words: readonly string[]; folders: boolean };

export const ANYTHING = { words: [], folders: false } as const;
export const FOLDER = { words: [], folders: true } as const;

export type Option = {
  name: string;
  summary: string;
  /** A switch has none. */
  value?: Values;
  /** Each one that is given adds to the others; else the last one counts. */
  repeatable?: true;
  /** Its heading in `--help`, if that is not "Options". */
  group?: string;
};

export type Operand = { name: string; summary: string; value: Values; required?: true };

/** A command with its words. `load` gets them by their names in camel case: see Given. */
type Described<Options extends readonly Option[], Operands extends readonly Operand[]> = {
  name: string;
  summary: string;
  /** A sentence or two more. */
  epilogue?: string;
  operands: Operands;
  /** What follows is a command of the host, whose words are its own. */
  runs?: true;
  options: Options;
  /** Pairs of options of which only one may be given. */
  conflicts?: readonly (readonly [string, string])[];
  examples: readonly { command: string; summary: string }[];
  /** What else is wrong, as a sentence; null if nothing is. */
  mistake?(given: Given<Options, Operands>): string | null;
  /** Loads the file that does the work, and does it. Missing where index.ts reads the words, without yargs. */
  load?(given: Given<Options, Operands>, context: Context): Promise<number>;
};

export type Command = Described<readonly Option[], readonly Operand[]>;

/** Checks the command's functions against its words. */
export function command<const Options extends readonly Option[], const Operands extends readonly Operand[]>(described: Described<Options, Operands>): Command {
  return described;
}

/** A switch is true or false, what is repeatable a list, all else a string, or null where it is not given. */
type Given<Options extends readonly Option[], Operands extends readonly Operand[]> = {
  [Each in Options[number] | Operands[number] as Camel<Each['name']>]: GivenOf<Each>;
};

export type AnyGiven = Given<readonly Option[], readonly Operand[]>;

type GivenOf<Each> = Each extends { value: infer Value } ? (Each extends { repeatable: true } ? readonly string[] : Each extends { required: true } ? string : WordOf<Value> | null) : boolean;

type WordOf<Value> = Value extends { folders: false; words: readonly (infer Word extends string)[] } ? ([Word] extends [never] ? string : Word) : string;

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;
