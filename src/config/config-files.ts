// From the text of the configuration files to one configuration. Loads a TOML parser: the guard comes here only where there is a file.

import { parse, TomlError } from 'smol-toml';
import { checkConfig, toConfig, type Config, type Settings } from './config.ts';
import { findLines } from './config-lines.ts';

/** A file that is there. One that must not or cannot be read has a `reason` instead of its text. */
export type ConfigFile = { path: string } & ({ text: string } | { reason: string });

/** `line` and `key` are null where the file as a whole is meant. */
export type ConfigProblem = { file: string; line: number | null; key: string | null; reason: string };

export type ConfigAnswer = { config: Config; problems: ConfigProblem[] };

/** A later file wins, key by key. */
export function parseConfigFiles(files: readonly ConfigFile[]): ConfigAnswer {
  const layers = files.map(parseConfigFile);
  // A wrong value is an undefined one here, and so wins over an earlier file's: what it was to change must not stay.
  const settings = layers.reduce<Settings>((all, layer) => ({ ...all, ...layer.settings }), {});
  return { config: toConfig(settings), problems: layers.flatMap((layer) => layer.problems) };
}

/** Of a file that says nobody knows what: the guard is at its strictest. */
const STRICTEST: Settings = {
  policy: undefined,
  'space-margin': undefined,
  'allow.larger-than-room': undefined,
  'allow.kernel': undefined,
  'allow.suite-change': undefined,
};

function parseConfigFile(file: ConfigFile): { settings: Settings; problems: ConfigProblem[] } {
  if ('reason' in file) return { settings: STRICTEST, problems: [{ file: file.path, line: null, key: null, reason: file.reason }] };
  const document = parseToml(file.text);
  if ('reason' in document) return { settings: STRICTEST, problems: [{ file: file.path, key: null, ...document }] };
  const { settings, problems } = checkConfig(document.value);
  const lines = problems.length > 0 ? findLines(file.text, parse) : new Map<string, number>();
  return { settings, problems: problems.map(({ key, reason }) => ({ file: file.path, line: lines.get(key) ?? null, key, reason })) };
}

function parseToml(text: string): { value: unknown } | { line: number | null; reason: string } {
  try {
    return { value: parse(text) };
  } catch (error) {
    // The parser is fed by hand; it may also run out of stack, or fail in ways of its own.
    const line = error instanceof TomlError ? error.line : null;
    const reason = error instanceof Error ? error.message.split('\n')[0] : undefined;
    return { line, reason: (reason ?? 'no TOML').replace(/^Invalid TOML document: /, 'no valid TOML: ') };
  }
}
