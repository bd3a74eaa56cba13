// The configuration files of a captured host: one JSON file, as `usr-overlay report` writes it. It may come from a stranger.

import { CONFIG_LIMIT } from './config.ts';
import type { ConfigFile } from './config-files.ts';
import { field } from '../text/json.ts';

export function renderConfigFiles(files: readonly ConfigFile[]): string {
  return `${JSON.stringify(files, null, 2)}\n`;
}

const MOST_FILES = 100;

/** Nothing is too broken to read: what is no such list is an empty one. */
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
