// This script writes the pages of `usr-overlay help PAGE` as plain text beside their sources in man/. With --check it writes nothing,
// and exits with 1 where a text is out of date.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { ensureTools } from './apt-tools.ts';
import { fromRoot } from './paths.ts';

const pages = ['apt-image-based.7', 'apt-image-based.toml.5'].map((name) => fromRoot('man', name));

/** Returns a page as ASCII, 78 columns wide; it is the same on every machine, because date and footer do not depend on the system. */
function manualText(page: string): string {
  const text = execFileSync('mandoc', ['-Tascii', '-Owidth=78', '-Ios=apt-image-based', page], { encoding: 'utf8' });
  return withoutOverstrikes(text);
}

/** Works as `col -bx`: bold is X\\bX and underlined is _\\bX, and only the last character is kept. */
function withoutOverstrikes(text: string): string {
  return text.replaceAll(/.\x08/g, '').replaceAll(/ +$/gm, '');
}

function run(words: readonly string[]): number {
  const [option, ...more] = words;
  if (more.length > 0 || (option !== undefined && option !== '--check')) {
    process.stderr.write('usage: node scripts/manual-text.ts [--check]\n');
    return 64;
  }
  ensureTools(['mandoc']);
  if (option === undefined) {
    for (const page of pages) writeFileSync(`${page}.txt`, manualText(page));
    return 0;
  }
  const outdated = pages.filter((page) => readFileSync(`${page}.txt`, 'utf8') !== manualText(page));
  for (const page of outdated) process.stderr.write(`${page}.txt is out of date: run \`npm run documents -- manual --write\`\n`);
  return outdated.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = run(process.argv.slice(2));
