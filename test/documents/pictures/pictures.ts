// docs/pictures/*.svg, the terminal of a real ostree host while the commands of `script` run in it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGuardedHost } from '../../integration/guarded-host.ts';
import { terminalSvg } from './terminal-svg.ts';

const COLUMNS = 80;
const folder = import.meta.dirname;
const pictures = join(folder, '../../../docs/pictures');

const shelf = mkdtempSync(join(tmpdir(), 'pictures-'));
const host = await openGuardedHost({ variant: 'trixie', state: 'locked', extra: ['tmux', 'sudo'], real: ['strace'] });
try {
  for (const name of ['inside.sh', 'script']) writeFileSync(join(shelf, name), readFileSync(join(folder, name)));
  const { code, stdout, stderr } = await host.run(`COLUMNS=${String(COLUMNS)} sh /run/pictures/inside.sh`, { binds: [[shelf, '/run/pictures']] });
  if (code !== 0) throw new Error(`the terminal ended with ${String(code)}:\n${stdout}${stderr}`);
  mkdirSync(pictures, { recursive: true });
  for (const part of stdout.split(/^== /m).slice(1)) {
    const [name = '', ...lines] = part.trimEnd().split('\n');
    writeFileSync(join(pictures, `${name}.svg`), terminalSvg(lines, COLUMNS));
    process.stderr.write(`docs/pictures/${name}.svg: ${String(lines.length)} lines\n`);
  }
} finally {
  await host.remove();
  rmSync(shelf, { recursive: true });
}
