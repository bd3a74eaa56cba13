// docs/lines.md: every line that the program prints, from the golden texts of test/unit/golden. Without --write it only compares.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '../../docs/lines.md');
const GOLDEN = join(import.meta.dirname, '../unit/golden');

const SUBJECTS: Readonly<Record<string, string>> = {
  guard: 'What the guard says under apt, dpkg and dnf',
  commands: 'What `up`, `down`, `run` and `doctor` say, and the help of each command',
  readers: 'What the commands that look say',
  only: 'What `up --only` and `down --only` say',
  usage: 'What is said of a wrong command line and of a wrong configuration',
  others: 'Parts of sentences, and sentences that are shown nowhere above, by the source file that has them; `…` is filled in',
};

const HEAD = `# Every line

What the program prints, in each situation, as the unit tests hold it to the letter; a sentence in the source that is
missing here fails a test. Names, numbers and paths are examples. A reader who has to
read a line twice has found a fault: please report it. \`npm run documents -- lines --write\` makes this page.
`;

/** The page, of the golden text of each subject. */
export function linesPage(): string {
  const names = readdirSync(GOLDEN).filter((name) => name.endsWith('.txt')).map((name) => name.replace(/\.txt$/, ''));
  const unknown = names.find((name) => !(name in SUBJECTS));
  if (unknown !== undefined) throw new Error(`${unknown}.txt has no heading in test/documents/lines.ts`);
  return [HEAD, ...Object.entries(SUBJECTS).map(([name, title]) => `## ${title}\n\n${sections(readFileSync(join(GOLDEN, `${name}.txt`), 'utf8'))}`)].join('\n');
}

/** A section begins with `# TITLE`, and one that has such lines of its own has no blank line before them. */
function sections(text: string): string {
  return text.trimEnd().split(/\n\n(?=# )/).map((section) => {
    const [title = '', ...lines] = section.split('\n');
    return `${title.replace(/^# /, '')}:\n\n${lines.map((line) => `    ${line}`.trimEnd()).join('\n')}\n`;
  }).join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const [text, old] = [linesPage(), existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''];
  if (process.argv.includes('--write')) writeFileSync(PAGE, text);
  else if (text !== old) {
    process.stderr.write('docs/lines.md is not what the golden texts say. Run: `npm run documents -- lines --write`\n');
    process.exitCode = 1;
  }
}
