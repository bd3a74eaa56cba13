// The pages that people read, as texts.

import { readdirSync, readFileSync } from 'node:fs';
import { fencedBlocks } from '../../documents/recipes/markdown.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

export const rooted = (path: string): string => ROOT + path;
export const read = (path: string): string => readFileSync(rooted(path), 'utf8');

const inFolder = (folder: string, ending: RegExp): string[] => readdirSync(rooted(folder)).filter((name) => ending.test(name)).map((name) => `${folder}/${name}`);

export const PAGES: readonly string[] = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...inFolder('docs', /\.md$/), ...inFolder('docs/transcripts', /\.md$/), ...inFolder('.github/ISSUE_TEMPLATE', /\.(md|yml)$/)];
export const MANUALS: readonly string[] = inFolder('man', /\.[1-9]$/);

/** What is to be typed or executed: fenced blocks but pictures, and indented ones. */
export function codeOf(page: string): string {
  const text = read(page);
  const fenced = fencedBlocks(text).filter(({ language }) => language !== 'text').map((block) => block.text);
  const indented = text.replaceAll(/^```[^]*?^```$/gm, '').match(/^ {4}.*$/gm) ?? [];
  return [...fenced, ...indented.map((line) => line.trimStart())].join('\n');
}
