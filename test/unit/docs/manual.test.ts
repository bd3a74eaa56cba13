// The manual pages name what the program has: a command, an option or an exit code that is added must be written down, too.

import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { SETTING_NAMES } from '../../../src/config/config.ts';
import { EXIT } from '../../../src/exit-codes.ts';
import { FOLLOWERS } from '../../../src/host/followers.ts';
import { RULES } from '../../../src/guard/rules/order.ts';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const read = (path: string): string => readFileSync(ROOT + path, 'utf8');
/** Every source file below a folder of src, as one text. */
const sources = (folder: string): string =>
  readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(`${folder}/${path}`))
    .join('\n');
/** The page as it is read: a macro's backtick and backslash are characters, a line's end is a blank. */
const asRead = (page: string): string => page.replaceAll('\\(ga', '`').replaceAll('\\e', '\\').replace(/\s+/g, ' ');
const section = (page: string, name: string): string => new RegExp(`^\\.Sh ${name}\\n(.*?)(?=^\\.Sh |$(?![\\s\\S]))`, 'ms').exec(page)?.[1] ?? '';

const overview = read('man/apt-image-based.7');
const manual = read('man/usr-overlay.8');

describe('usr-overlay(8)', () => {
  const commands = COMMANDS.map(({ name }) => name);
  const options = new Set(COMMANDS.flatMap((command) => command.options.map(({ name }) => name)));

  it('is held against all that the command line has', () => {
    expect(commands).toEqual(expect.arrayContaining(['up', 'down', 'status', 'check', 'report', 'help']));
    expect([...options]).toEqual(expect.arrayContaining(['read-only', 'no-follow', 'lazy', 'json', 'from']));
  });

  it.each(commands)('explains the command %s and shows how it is written', (command) => {
    expect(section(manual, 'COMMANDS')).toMatch(new RegExp(`^\\.It Cm ${command}\\b`, 'm'));
    expect(section(manual, 'SYNOPSIS')).toMatch(new RegExp(`\\bCm ${command}\\b`));
  });

  it.each(COMMANDS)('has the options of $name where it explains the command, and in its synopsis; no others', ({ name, options: taken }) => {
    const told = new RegExp(`^\\.It Cm ${name}\\b[^]*?(?=^\\.It Cm |$(?![^]))`, 'm').exec(section(manual, 'COMMANDS'))?.[0] ?? '';
    const written = section(manual, 'SYNOPSIS').split(/^\.Nm$/m).find((part) => new RegExp(`\\bCm ${name}\\b`).test(part)) ?? '';
    const names = taken.map((option) => option.name).sort();
    expect([...told.matchAll(/^\.It Fl Fl ([a-z-]+)/gm)].map(([, option]) => option).sort()).toEqual(names);
    expect([...written.matchAll(/\bFl Fl ([a-z-]+)/g)].map(([, option]) => option).sort()).toEqual(names);
  });

  it.each([...options])('explains the option --%s and shows how it is written', (option) => {
    expect(section(manual, 'COMMANDS')).toMatch(new RegExp(`^\\.It Fl Fl ${option}\\b`, 'm'));
    expect(section(manual, 'SYNOPSIS')).toMatch(new RegExp(`\\bFl Fl ${option}\\b`));
  });

  it('names no option that the command line has not', () => {
    const named = [...manual.matchAll(/\bFl Fl ([a-z-]+)/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual([...new Set([...options, 'help', 'version'])].sort());
  });

  it('lists the exit codes that are given, and no others', () => {
    const listed = [...section(manual, 'EXIT STATUS').matchAll(/^\.It (\d+)$/gm)].map(([, code]) => Number(code));
    const given = Object.entries(EXIT).filter(([name]) => sources('src').includes(`EXIT.${name}`));
    expect(listed).toEqual(given.map(([, code]) => code));
  });

  it.each(FOLLOWERS)('names %s among what follows', (folder) => {
    expect(section(manual, 'FOLLOWERS')).toContain(`.Pa ${folder}\n`);
    expect(section(overview, 'WHAT STAYS AND WHAT GOES')).toContain(`.Pa ${folder}`);
  });
});

describe('apt-image-based(7)', () => {
  it('begins with the refusal to the letter', () => {
    expect(asRead(section(overview, 'DESCRIPTION'))).toContain(REFUSAL);
  });

  it("says the refusal's exit code", () => {
    expect(section(overview, 'EXIT STATUS')).toContain(`exits ${EXIT.refused} `);
  });

  it('explains every rule that can refuse', () => {
    const refusing = RULES.filter(({ check }) => String(check).includes('refuse')).map(({ name }) => name);
    expect(refusing).toContain('image-locked');
    const explained = [...section(overview, 'WHY IT REFUSED').matchAll(/^\.It ([a-z-]+)$/gm)].map(([, name]) => name);
    expect(explained.sort()).toEqual(refusing.sort());
  });

  it('is plain ASCII, as usr-overlay help shows it', () => {
    expect(read('man/apt-image-based.7.txt')).toMatch(/^[\n\x20-\x7e]*$/);
    expect(asRead(read('man/apt-image-based.7.txt'))).toContain(REFUSAL);
  });
});

describe('apt-image-based.toml(5)', () => {
  it('explains every key under its table', () => {
    const explained = section(read('man/apt-image-based.toml.5'), 'KEYS').split(/^\.Ss Table /m).flatMap((part, index) => {
      const table = index === 0 ? '' : `${part.split('\n')[0] ?? ''}.`;
      return [...part.matchAll(/^\.It Ic (\S+)$/gm)].map(([, key]) => table + (key ?? ''));
    });
    expect(explained).toEqual(SETTING_NAMES);
  });

  it('is plain ASCII, as usr-overlay help shows it', () => {
    expect(read('man/apt-image-based.toml.5.txt')).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('names the files that are read', () => {
    const source = read('src/config/io/read-config.ts');
    for (const [, file] of section(read('man/apt-image-based.toml.5'), 'SYNOPSIS').matchAll(/^\.Pa (\S+?)(?:\/\*\.toml)?$/gm)) expect(source).toContain(`'${file ?? ''}'`);
  });
});

it("the hook's own refusal begins with the same line", () => {
  expect(read('hooks/unjudged')).toContain(`printf '%s\\n' '${REFUSAL}'`);
});
