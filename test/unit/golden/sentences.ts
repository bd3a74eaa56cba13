// Every sentence that stands in the source and in none of the golden texts before it, so that no line of the program is on no page.
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import type { Section } from './golden.ts';

const GOLDEN = new URL('./', import.meta.url).pathname;
const ROOT = new URL('../../../', import.meta.url).pathname;
const SRC = `${ROOT}src/`;
/** What package managers run prints a few lines of its own. */
const SCRIPTS: readonly string[] = ['hooks/hook', 'hooks/plan', 'hooks/after', 'hooks/unjudged', 'dnf-plugin/apt_image_based.py'];

/** Two words beside one another make a sentence, or a part of one. */
const WORDS = /[a-z]{2,} [a-z]{2,}/;
/** What programs are given to read is no sentence: several lines, shell and Perl, dpkg's states, what a file of ours begins with. */
const NOT_PRINTED = /\n|&& |^my \(|^root root$| ok installed$|^external user$|^regular file /;

/** Returns a section for each file, with `…` for what is filled in. `others` are the golden texts that hold the rest. */
export function otherSentences(others: readonly string[]): Section[] {
  const shown = others.flatMap((name) => shownLines(readFileSync(`${GOLDEN}${name}.txt`, 'utf8')));
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts')).sort().map((path): [string, string[][]] => [path, sentencesOf(readFileSync(SRC + path, 'utf8'))]);
  const scripts = SCRIPTS.map((path): [string, string[][]] => [path, quotedIn(readFileSync(ROOT + path, 'utf8'))]);
  return [...sources, ...scripts].flatMap(([path, sentences]) => {
    const missing = sentences.filter((parts) => !shown.some((line) => holds(line, parts)));
    return missing.length === 0 ? [] : [[path, [...new Set(missing.map((parts) => parts.join('…').trim()))]] satisfies Section];
  });
}

/** Each line, and each section as one line, because help is wrapped. */
function shownLines(text: string): string[] {
  return [...text.split('\n'), ...text.split(/\n\n(?=# )/).map((section) => section.replace(/\s+/g, ' '))];
}

function holds(line: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = line.indexOf(part, from);
    from = at + part.length;
    return at !== -1;
  });
}

/** The fixed parts of each sentence in a file. */
function sentencesOf(text: string): string[][] {
  const found: string[][] = [];
  const visit = (node: ts.Node): void => {
    // A thrown Error is a fault of the program, and the golden text of those has their form.
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node) || ts.isThrowStatement(node)) return;
    const parts = ts.isStringLiteralLike(node) ? [node.text] : ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)] : [];
    if (WORDS.test(parts.join('\0')) && !NOT_PRINTED.test(parts.join('…'))) found.push(parts);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest));
  return found;
}

/** What stands in quotes in a shell or Python script, but for comments; a variable is filled in. */
function quotedIn(text: string): string[][] {
  const code = text.replaceAll(/"""[^]*?"""/g, '').replaceAll(/^\s*#.*$/gm, '');
  const quoted = [...code.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  return quoted.filter((each) => WORDS.test(each)).map((each) => each.split(/\$\(\(.*?\)\)|\$\w+/));
}
