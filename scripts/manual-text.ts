// npm run manual: man/apt-image-based.7.txt, the page as plain text for `usr-overlay help apt-image-based`. With --check nothing
// is written, and an outdated text is exit 1.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { ensureTools } from './apt-tools.ts';
import { fromRoot } from './paths.ts';

export const page = fromRoot('man', 'apt-image-based.7');
export const textFile = `${page}.txt`;

/** The page as ASCII, 78 columns wide. The same on every machine: the date is the page's own, the footer names no system. */
export function manualText(): string {
  ensureTools(['mandoc']);
  const text = execFileSync('mandoc', ['-Tascii', '-Owidth=78', '-Ios=apt-image-based', page], { encoding: 'utf8' });
  return withoutOverstrikes(text);
}

/** As `col -bx` does: bold is X\bX, underlined _\bX, and the last character is the one that is seen. */
function withoutOverstrikes(text: string): string {
  return text.replaceAll(/.\x08/g, '').replaceAll(/ +$/gm, '');
}

function run(words: readonly string[]): number {
  const [option, ...more] = words;
  if (more.length > 0 || (option !== undefined && option !== '--check')) {
    process.stderr.write('usage: npm run manual [-- --check]\n');
    return 64;
  }
  const text = manualText();
  if (option === undefined) writeFileSync(textFile, text);
  else if (readFileSync(textFile, 'utf8') !== text) {
    process.stderr.write(`${textFile} is out of date: run \`npm run manual\`\n`);
    return 1;
  }
  return 0;
}

if (import.meta.main) process.exitCode = run(process.argv.slice(2));
