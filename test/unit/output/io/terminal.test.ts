// Lines as a terminal shows them, and as the hook knows them again.
import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hookTerminal, NO_TERMINAL, shape, terminalOf } from '../../../../src/output/io/terminal.ts';

const HINT = 'hint: to do just this for now: `sudo usr-overlay run apt-get install -y strace`';

it('a pipe gets whole lines without colour, a terminal its width', () => {
  expect(shape(HINT.repeat(3), NO_TERMINAL)).toEqual([HINT.repeat(3)]);
  expect(terminalOf({ isTTY: false, columns: 20 })).toEqual(NO_TERMINAL);
  expect([terminalOf({ isTTY: true, columns: 100 }).columns, terminalOf({ isTTY: true, columns: 0 }).columns, terminalOf({ isTTY: true, columns: 999 }).columns]).toEqual([100, 80, 120]);
  expect(shape('hint: one two', { columns: 10, colour: true })).toEqual(['\x1b[1m\x1b[36mhint:\x1b[39m\x1b[22m one', '      two']);
});

it('what is no terminal at the place where a hook leaves its stream is none', async () => expect(await hookTerminal()).toEqual(NO_TERMINAL));

it.each([true, false])('the hook knows a notice by its first word, in colour: %s', (colour) => {
  const hook = readFileSync(new URL('../../../../hooks/hook', import.meta.url), 'utf8');
  const cases = /^case \$said in .*$/m.exec(hook)?.[0] ?? '';
  const ask = (said: string): number => {
    try {
      execFileSync('/bin/sh', ['-c', `said=$1\n${cases}\nexit 99`, 'sh', said], { stdio: 'ignore' });
      return 0;
    } catch (error) {
      return (error as { status: number }).status;
    }
  };
  expect(ask(shape('notice: /usr is on a temporary overlay', { columns: 80, colour }).join('\n'))).toBe(0);
  expect(ask('error: read-only /usr detected, refusing to operate. See `man apt-image-based` for more information.')).toBe(10);
  expect(ask('error: bug in usr-overlay: notice: of somebody')).toBe(99);
});
