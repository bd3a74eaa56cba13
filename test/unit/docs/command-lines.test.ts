// Every `usr-overlay` line that a page, a manual or --help shows is one that the program takes.

import { describe, expect, it } from '@jest/globals';
import { parseRun } from '../../../src/cli/commands/change.ts';
import { COMMANDS, DEFAULT_COMMAND } from '../../../src/cli/commands/index.ts';
import { isPage } from '../../../src/cli/help/page-names.ts';
import { parseWords } from '../../../src/cli/help/parse-words.ts';
import { codeOf, MANUALS, PAGES, read } from './pages.ts';

/** Where a command begins: on its own, after another one, in a key, a unit or a quotation of --help. */
const COMMAND = /(?:^|[`$(;&|'"] ?|\bsudo |\buntil |\bif |\.Dl |: |=\/usr\/bin\/|\[)usr-overlay\b([^\n]*)/gm;

function commandLines(text: string): string[] {
  return [...text.matchAll(COMMAND)].map(([, rest = '']) => (rest.startsWith(', ') ? rest.replaceAll(',', '') : rest).split(/\s*(?:\d?>|[|&;)\]"'`#])/)[0]?.trim() ?? '');
}

const literal = (manual: string): string => [...read(manual).matchAll(/^\.Bd -literal.*\n([^]*?)^\.Ed$|^(\.Dl .*)$/gm)].map(([, block, line]) => block ?? line ?? '').join('\n');
const examples = COMMANDS.flatMap((command) => command.examples.map((example) => example.command)).join('\n');

/** It shows what is printed, wrong command lines among it; what its sentences tell to type stands in backquotes, where `usr-overlay run` is a name and `…` is filled in. */
const LINES = 'docs/lines.md';
const advised = [...read(LINES).matchAll(/`((?:sudo )?usr-overlay[^`]*)`/g)].flatMap(([, command = '']) => (command === 'usr-overlay run' || command.includes('…') ? [] : command.split(' && '))).join('\n');

const shown = new Map([...PAGES.filter((page) => page.endsWith('.md') && page !== LINES).map((page) => [page, codeOf(page)] as const), ...MANUALS.map((manual) => [manual, literal(manual)] as const), ['--help', examples] as const, [LINES, advised] as const]);
const lines = [...shown].flatMap(([page, text]) => [...new Set(commandLines(text))].map((line) => ({ page, line })));

/** As src/cli/index.ts reads them, and no command is run. */
async function mistake(words: readonly string[]): Promise<string | null> {
  const toRun = parseRun(words);
  if (toRun !== null) return typeof toRun === 'string' ? toRun : null;
  const [first, second] = words;
  if (first === '--version' || first === '--help' || (first === 'help' && (second === undefined || second === '--help' || isPage(second)))) return null;
  const given = first === 'help' ? [second ?? '', '--help'] : first === undefined || first.startsWith('-') ? [DEFAULT_COMMAND, ...words] : words;
  const parsed = await parseWords(given);
  return parsed.kind === 'wrong' ? parsed.line : null;
}

describe('command lines', () => {
  it('are found', () => {
    const of = (page: string): string[] => lines.filter((each) => each.page === page).map(({ line }) => line);
    expect(of('README.md')).toEqual(expect.arrayContaining(['', 'status', 'run apt-get install -y hello']));
    expect(of('docs/automation.md')).toEqual(expect.arrayContaining(['up', 'up --backend native', 'check --from ./host --json']));
    expect(of('man/usr-overlay.8')).toEqual(expect.arrayContaining(['up --follow /var/lib/postgresql', 'check --json']));
    expect(of(LINES)).toEqual(expect.arrayContaining(['doctor --fix', 'down', 'up --backend native --size 70M']));
    expect(of('--help')).toEqual(expect.arrayContaining(['down', 'report ./host']));
  });

  it.each(lines)('$page: usr-overlay $line', async ({ line }) => {
    expect(await mistake(line.split(' ').filter((word) => word !== ''))).toBeNull();
  });

  it.each(['stauts', 'status --jsn', 'run', 'up --backend podman', 'check --from'])('a wrong one would be seen: %s', async (line) => {
    expect(await mistake(line.split(' '))).not.toBeNull();
  });
});
