// Long work tells a terminal what it is doing, and a pipe nothing. The words are those of `doctor`, `diff` and `kept --restore`.
import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overlayChanges } from '../../../../src/diff/io/overlay-changes.ts';
import { examinePackages } from '../../../../src/doctor/io/examine-files.ts';
import { showing } from '../../../../src/cli/context.ts';

const OUTPUT = new URL('../../../../src/output/io/output.ts', import.meta.url).href;

/** Works for a second, so that progress is due, and returns what standard error got. `into` is where standard output goes. */
function working({ isTerminal, into = '>/dev/null', term = 'xterm' }: { isTerminal: boolean; into?: string; term?: string }): string {
  const program = `${isTerminal ? "Object.defineProperty(process.stderr, 'isTTY', { value: true });" : ''}
    const { openOutput } = await import('${OUTPUT}');
    const output = openOutput();
    for (let count = 0; count < 20; count++) {
      output.progress('comparing /usr/share');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
    output.message('note: done');`;
  return spawnSync('/bin/sh', ['-c', `"$1" --no-warnings --input-type=module --eval "$2" ${into}`, 'sh', process.execPath, program], { encoding: 'utf8', env: { PATH: process.env.PATH, TERM: term, NO_COLOR: '1' } }).stderr;
}

describe('progress', () => {
  it('is one line of a terminal, and is gone when a message comes', () => expect(working({ isTerminal: true })).toMatch(/^(\rcomparing \/usr\/share\x1b\[K)+\r\x1b\[Knote: done\n$/));

  it.each([
    ['a pipe or a file', { isTerminal: false }],
    ['a terminal that has a pager before it', { isTerminal: true, into: '| cat >/dev/null' }],
    ['a terminal that cannot move its cursor', { isTerminal: true, term: 'dumb' }],
  ])('is not shown to %s', (_, where) => expect(working(where)).toBe('note: done\n'));
});

describe('what is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  const said: string[] = [];
  const done = (): string[] => {
    rmSync(folder, { recursive: true, force: true });
    return said.splice(0);
  };

  it('by doctor: the number of the package', () => {
    const stanza = (name: string) => ({ name, version: '1', architecture: 'all', fields: new Map() }) as never;
    examinePackages({ folder, stanzas: [stanza('a'), stanza('b')] }, () => null, (words) => said.push(words));
    expect(done()).toEqual(['looking for the files of package 1 of 2', 'looking for the files of package 2 of 2']);
  });

  it('by diff: the folder', () => {
    for (const path of ['now/one/two', 'image/now/one']) mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, 'now/one/two/new'), 'x');
    const top = join(folder, 'now');
    const below = { without: [top], root: join(folder, 'image') } as never;
    for (const change of overlayChanges(below, null as never, [], (entered) => said.push(String(entered)))) expect(change.change).toBe('added');
    expect(done()).toEqual([join(top, 'one'), join(top, 'one/two')]);
  });

  it('by what cannot tell how far it is: the seconds', async () => {
    await showing('copying /etc/x', { progress: (words) => said.push(words) }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      while (said.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(done()[0]).toMatch(/^copying \/etc\/x, \d+ s$/);
  });
});
