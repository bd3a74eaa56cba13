// This file defines the command line as data, which feeds --help, the words about mistakes, the shells' completions and yargs.

import type { Context } from '../context.ts';

/** A value is one of the words, or a folder, or anything where there are neither words nor folders. */
export type Values = { words: readonly string[]; folders: boolean };

export const ANYTHING = { words: [], folders: false } as const;
export const FOLDER = { words: [], folders: true } as const;

export type Option = {
  name: string;
  summary: string;
  /** A switch has no value. */
  value?: Values;
  /** Each occurrence adds to the others; without this, the last one counts. */
  repeatable?: true;
  /** This is the heading in `--help`, where it is not "Options". */
  group?: string;
};

export type Operand = { name: string; summary: string; value: Values; required?: true };

/** Describes one command. `load` gets its words by their names in camel case: see Given. */
type Described<Options extends readonly Option[], Operands extends readonly Operand[]> = {
  name: string;
  summary: string;
  /** `--help` shows these one or two further sentences. */
  epilogue?: string;
  operands: Operands;
  /** What follows is a command of the host with words of its own. */
  runs?: true;
  options: Options;
  /** Of each pair of options only one may be given. */
  conflicts?: readonly (readonly [string, string])[];
  examples: readonly { command: string; summary: string }[];
  /** Returns what else is wrong as a sentence, or null. */
  mistake?(given: Given<Options, Operands>): string | null;
  /** Loads the file that does the work, and runs it. It is missing where index.ts reads the words without yargs. */
  load?(given: Given<Options, Operands>, context: Context): Promise<number>;
};

export type Command = Described<readonly Option[], readonly Operand[]>;

/** Makes the compiler check a command's functions against its words. */
export function command<const Options extends readonly Option[], const Operands extends readonly Operand[]>(described: Described<Options, Operands>): Command {
  return described;
}

/** A switch is true or false, a repeatable option a list, anything else a string, or null where it is absent. */
type Given<Options extends readonly Option[], Operands extends readonly Operand[]> = {
  [Each in Options[number] | Operands[number] as Camel<Each['name']>]: GivenOf<Each>;
};

export type AnyGiven = Given<readonly Option[], readonly Operand[]>;

type GivenOf<Each> = Each extends { value: infer Value } ? (Each extends { repeatable: true } ? readonly string[] : Each extends { required: true } ? string : WordOf<Value> | null) : boolean;

type WordOf<Value> = Value extends { folders: false; words: readonly (infer Word extends string)[] } ? ([Word] extends [never] ? string : Word) : string;

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;
