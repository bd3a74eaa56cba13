// docs/pictures/*.svg and docs/first-minute.md, the terminal of a real ostree host while the commands of `script` run in it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGuardedHost } from '../../integration/guarded-host.ts';
import { filmSvg, terminalSvg, type Frame } from './terminal-svg.ts';

const [COLUMNS, ROWS] = [80, 24];
const folder = import.meta.dirname;
const docs = join(folder, '../../../docs');

const shelf = mkdtempSync(join(tmpdir(), 'pictures-'));
const host = await openGuardedHost({ variant: 'trixie', state: 'locked', extra: ['tmux', 'sudo'], real: ['strace'] });
try {
  for (const name of ['inside.sh', 'script']) writeFileSync(join(shelf, name), readFileSync(join(folder, name)));
  const { code, stdout, stderr } = await host.run(`COLUMNS=${String(COLUMNS)} sh /run/pictures/inside.sh`, { binds: [[shelf, '/run/pictures']] });
  if (code !== 0) throw new Error(`the terminal ended with ${String(code)}:\n${stdout}${stderr}`);
  mkdirSync(join(docs, 'pictures'), { recursive: true });
  for (const part of stdout.split(/^== /m).slice(1)) {
    const [title = '', ...lines] = part.trimEnd().split('\n');
    const [kind = '', name = ''] = title.split(' ');
    const picture = kind === 'film' ? film(lines.join('\n')) : terminalSvg(lines, COLUMNS);
    writeFileSync(join(docs, 'pictures', `${name}.svg`), picture);
    process.stderr.write(`docs/pictures/${name}.svg: ${String(lines.length)} lines\n`);
  }
} finally {
  await host.remove();
  rmSync(shelf, { recursive: true });
}

/** Writes docs/first-minute.md, and returns the picture. */
function film(text: string): string {
  // Which mirror answered is of no interest.
  const parts = text.replaceAll(/^(?:\x1b\[[\d;]*m)*Get:.*\n/gm, '').split(/^-- /m).slice(1).map((part) => ({ kind: part.split('\n')[0] ?? '', lines: part.split('\n').slice(1) }));
  const lines = parts.find(({ kind }) => kind === 'text')?.lines ?? [];
  writeFileSync(join(docs, 'first-minute.md'), page(lines.map((line) => line.trimEnd())));
  return filmSvg(parts.filter(({ kind }) => kind !== 'text').map(frameOf), COLUMNS, ROWS);
}

/** As long as it takes to read what is new; a line that was typed is read before it is run. */
function frameOf({ kind, lines }: { kind: string; lines: readonly string[] }): Frame {
  return { lines: lines.slice(0, ROWS), seconds: kind === 'typed' ? 1.5 : 5 };
}

/** The last line is the prompt. */
function page(lines: readonly string[]): string {
  const shown = lines.slice(0, lines.findLastIndex((line) => line.trim() !== '')).map((line) => `    ${line}`.trimEnd());
  return `# The first minute

Recorded on a host of Debian 13 that was booted from an ostree image, by \`npm run documents -- pictures --write\`. \`npm run demo\` plays the
same on your machine, with its own apt.

![The commands below, typed into a terminal](pictures/first-minute.svg)

${shown.join('\n')}
`;
}
