// This file reads and writes the configuration files of a captured host: one JSON file, which may come from a stranger.

import { CONFIG_LIMIT } from './config.ts';
import type { ConfigFile } from './config-files.ts';
import { field } from '../text/json.ts';

/** Returns the JSON text that `usr-overlay report` stores for `parseConfigCapture` to read. */
export function renderConfigFiles(files: readonly ConfigFile[]): string {
  return `${JSON.stringify(files, null, 2)}\n`;
}

const MOST_FILES = 100;

/** Never throws: returns an empty list where the text is missing or is not such a list, and skips entries without a path. */
export function parseConfigCapture(text: string | undefined): ConfigFile[] {
  try {
    const list = JSON.parse(text ?? '[]') as unknown;
    return Array.isArray(list) ? list.slice(0, MOST_FILES).flatMap(parseFile) : [];
  } catch {
    return [];
  }
}

function parseFile(item: unknown): ConfigFile[] {
  const [path, text, reason] = ['path', 'text', 'reason'].map((key) => field(item, key));
  if (typeof path !== 'string') return [];
  if (typeof text !== 'string') return [{ path, reason: typeof reason === 'string' ? reason : 'is missing in the captured host' }];
  return [text.length > CONFIG_LIMIT ? { path, reason: 'is too large' } : { path, text }];
}
