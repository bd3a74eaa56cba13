// Two trees that are both seen from elsewhere, as the layers of an overlay that is not mounted are.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { compareTrees } from '../../../../src/diff/io/compare-trees.ts';

it('names paths of the host, whichever roots they are looked at in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  const write = (root: string, path: string, text: string): void => {
    mkdirSync(dirname(join(folder, root, path)), { recursive: true });
    writeFileSync(join(folder, root, path), text);
  };
  try {
    write('with', 'usr/deep/new', 'new');
    write('with', 'usr/changed', 'others');
    write('with', 'usr/mode', 'same');
    write('with', 'usr/skipped', 'one');
    write('without', 'usr/changed', 'text');
    write('without', 'usr/gone', 'gone');
    write('without', 'usr/mode', 'same');
    write('without', 'usr/skipped', 'two');
    chmodSync(join(folder, 'with/usr/mode'), 0o600);
    const changes = [...compareTrees('/usr', { root: join(folder, 'without'), with: join(folder, 'with'), since: null }, new Set(['/usr/skipped']))];
    expect(changes.map(({ path, change, what }) => [path, change, what])).toEqual([['/usr/changed', 'changed', 'content'], ['/usr/deep', 'added', null], ['/usr/deep/new', 'added', null], ['/usr/gone', 'removed', null], ['/usr/mode', 'changed', 'metadata']]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
