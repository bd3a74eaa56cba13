// The options of all campaigns, read in one place, so that a word means the same in each of them.
import { parseArgs } from 'node:util';
import { VARIANTS, type Variant } from '../testbed/hosts/variants.ts';

const TEXT = { type: 'string' } as const;
const MANY = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean', default: false } as const;

const OPTIONS = {
  variant: MANY, host: MANY, only: MANY, minutes: TEXT, seed: TEXT, verbose: FLAG,
  manager: MANY, quick: FLAG, rounds: TEXT, keep: TEXT, boots: TEXT, write: FLAG, fast: FLAG, arch: TEXT, help: FLAG,
} as const;

/** Each option with what `--help` says of it; the last ones are of a single campaign. */
export const OPTION_TEXTS: Record<Exclude<keyof typeof OPTIONS, 'help'>, string> = {
  variant: '--variant NAME…   only on bookworm, trixie, forky or forky-composefs',
  host: '--host NAME…      only on the hosts of that state (matrix), backend (life) or kind (faults)',
  only: '--only TEXT…      only what has TEXT in its name: actions, faults, properties; a script (attacks), a block (concurrency), a history (loss), files (mutants)',
  minutes: '--minutes N       begins nothing new after so many minutes',
  seed: '--seed N          the order and the numbers of an earlier run, which printed N',
  verbose: '--verbose         the whole output of what is wrong',
  manager: '--manager NAME…   apt or dnf alone',
  quick: '--quick           the part of `npm test`: each verdict, and each suite, with apt',
  rounds: '--rounds N        so many rounds in place of 500, or histories in place of 200 (loss)',
  keep: '--keep DIR        what was seen of the host stays there',
  boots: '--boots N         only the first N boots of the story',
  write: '--write           the steps and their times into docs/booted-machines',
  fast: '--fast            packages that are barely compressed',
  arch: '--arch NAME       the packages of that architecture',
};

export type OptionName = keyof typeof OPTION_TEXTS;
export type Values = ReturnType<typeof parse>['values'];

/** What was asked of a campaign. */
export type Asked = {
  values: Values;
  seed: number;
  /** Those named by --variant, else `otherwise`, else all. */
  variants: (otherwise?: readonly Variant['name'][]) => Variant[];
  isHost: (name: string) => boolean;
  /** Whether --only names exactly this; `holds`: whether one of its texts is in the title. */
  isOnly: (name: string) => boolean;
  holds: (title: string) => boolean;
  /** Of performance.now(): when nothing new is begun. */
  until: (otherwise: number) => number;
};

/** Throws where an option is not known, or is no number. */
export function readOptions(words: readonly string[]): { names: string[]; asked: Asked } {
  const { values, positionals } = parse(words);
  for (const name of ['minutes', 'seed', 'rounds', 'boots'] as const) {
    const value = values[name];
    if (value !== undefined && !(Number(value) > 0)) throw new Error(`--${name} takes a number above 0, and not ${JSON.stringify(value)}`);
  }
  const unknown = values.variant?.find((name) => !VARIANTS.some((variant) => variant.name === name));
  if (unknown !== undefined) throw new Error(`no variant ${unknown}: ${VARIANTS.map(({ name }) => name).join(', ')}`);
  const unknownManager = values.manager?.find((name) => name !== 'apt' && name !== 'dnf');
  if (unknownManager !== undefined) throw new Error(`no manager ${unknownManager}: apt, dnf`);
  const began = performance.now();
  const asked: Asked = {
    values,
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    variants: (otherwise) => VARIANTS.filter(({ name }) => (values.variant ?? otherwise)?.includes(name) ?? true),
    isHost: (name) => values.host?.includes(name) ?? true,
    isOnly: (name) => values.only?.includes(name) ?? true,
    holds: (title) => values.only?.some((text) => title.includes(text)) ?? true,
    until: (otherwise) => began + Number(values.minutes ?? otherwise) * 60_000,
  };
  return { names: positionals, asked };
}

/** Those that were given. */
export function givenOptions(values: Values): OptionName[] {
  return (Object.keys(OPTION_TEXTS) as OptionName[]).filter((name) => values[name] !== undefined && values[name] !== false);
}

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
}
