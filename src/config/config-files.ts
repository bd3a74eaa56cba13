// This file turns the texts of the configuration files into one configuration. It loads a TOML parser: import it only when a file exists.

import { parse, TomlError } from 'smol-toml';
import { checkConfig, toConfig, type Config, type Settings } from './config.ts';
import { findLines } from './config-lines.ts';

/** Holds one existing configuration file: its text, or the `reason` why it must not or cannot be read. */
export type ConfigFile = { path: string } & ({ text: string } | { reason: string });

/** Holds one problem; `line` (from 1) is null where it is unknown, `key` is null where the whole file is meant. */
export type ConfigProblem = { file: string; line: number | null; key: string | null; reason: string };

export type ConfigAnswer = { config: Config; problems: ConfigProblem[] };

/** Merges the files, in the given order, key by key: the later file wins. Never throws; what is wrong becomes a problem. */
export function parseConfigFiles(files: readonly ConfigFile[]): ConfigAnswer {
  const layers = files.map(parseConfigFile);
  // A wrong value counts as undefined and still overrides an earlier file, because the value that it was to replace must not stay.
  const settings = layers.reduce<Settings>((all, layer) => ({ ...all, ...layer.settings }), {});
  return { config: toConfig(settings), problems: layers.flatMap((layer) => layer.problems) };
}

/** Nobody knows what an unreadable file was meant to say, so these keys fall back to their strictest defaults. */
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
    // The text may be hostile: the parser may also run out of stack, or fail in ways of its own.
    const line = error instanceof TomlError ? error.line : null;
    const reason = error instanceof Error ? error.message.split('\n')[0] : undefined;
    return { line, reason: (reason ?? 'it cannot be read').replace(/^(Invalid TOML document: )?/, 'invalid TOML: ').replace(/invalid value$/, 'strings need quotes') };
  }
}
