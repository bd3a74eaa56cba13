// Long work says on a terminal what it does, and takes that away again; in a pipe it says nothing.
import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';

const at = (path: string): string => JSON.stringify(new URL(`../../../src/${path}`, import.meta.url).pathname);

const PROGRAM = `
const { openOutput } = await import(${at('output/io/output.ts')});
const { showing } = await import(${at('cli/context.ts')});
const output = openOutput();
await showing('copying /etc/x', output, () => new Promise((resolve) => setTimeout(resolve, 2500)));
output.answer('Restored /etc/x.');
`;

const environment = { ...process.env, NODE_OPTIONS: '', TERM: 'xterm', NO_COLOR: '1' };

it('a terminal shows it while it lasts', () => {
  // script(1) gives it a terminal; it hands the line to sh.
  const line = `'${process.execPath}' --no-warnings --input-type=module -e '${PROGRAM.replaceAll("'", `'\\''`)}'`;
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { encoding: 'utf8', env: environment });
  expect(stdout).toMatch(/\rcopying \/etc\/x, \d+ s\x1b\[K/);
  expect(stdout.endsWith('\r\x1b[KRestored /etc/x.\r\n')).toBe(true);
});

it('a pipe gets the answer alone', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', PROGRAM], { encoding: 'utf8', env: environment });
  expect([stdout, stderr]).toEqual(['Restored /etc/x.\n', '']);
});
