// On a folder of its own in place of /etc.
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findKept, type KeptThing } from '../../../../src/kept/kept-entry.ts';
import { openKeeper, type Kept } from '../../../../src/kept/io/keep.ts';
import { restore } from '../../../../src/kept/io/restore.ts';
import { readKept } from '../../../../src/kept/io/store.ts';
import { swapIn } from '../../../../src/kept/io/swap.ts';
import { takeAway } from '../../../../src/kept/io/take.ts';

let folder: string;
let path: string;
let store: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'restore-')));
  [path, store] = [join(folder, 'etc/foo.conf'), join(folder, 'kept')];
  mkdirSync(join(folder, 'etc'));
  writeFileSync(path, 'mine', { mode: 0o640 });
});

afterEach(() => rmSync(folder, { recursive: true }));

async function keep(more: { path: string } = { path }): Promise<Kept> {
  const [kept = 'none'] = await openKeeper(store).keepAll([{ why: 'a reason', overlay: null, ...more }]);
  if (typeof kept === 'string') throw new Error(kept);
  return kept;
}

describe('the way back', () => {
  const lastOf = (path_: string): KeptThing => {
    const thing = findKept(readKept(store), path_, '');
    if (!thing) throw new Error('not kept');
    return thing;
  };

  it('is by the door: what is there then is kept, and the copy stays as it was', async () => {
    takeAway(await keep());
    writeFileSync(path, 'another', { mode: 0o600 });
    expect(await restore(lastOf(path), store)).toBeNull();
    expect([readFileSync(path, 'utf8'), lstatSync(path).mode & 0o777, readdirSync(join(folder, 'etc'))]).toEqual(['mine', 0o640, ['foo.conf']]);
    writeFileSync(path, 'mine, edited in place');
    const [first, second] = readKept(store).map(({ folder: dated, copy }) => readFileSync(join(store, dated, copy ?? ''), 'utf8'));
    expect([first, second]).toEqual(['mine', 'another']);
  });

  it('brings links, folders with what is in them, empty ones, and a mode', async () => {
    const [link, full, empty] = ['link', 'full', 'empty'].map((name) => join(folder, 'etc', name)) as [string, string, string];
    symlinkSync('/dev/null', link);
    mkdirSync(empty, { mode: 0o700 });
    mkdirSync(full);
    writeFileSync(join(full, 'inner'), 'x');
    for (const each of [link, empty, full]) await keep({ path: each });
    for (const each of [link, empty, full]) rmSync(each, { recursive: true });
    for (const each of [link, empty, full]) expect(await restore(lastOf(each), store)).toBeNull();
    expect([readlinkSync(link), lstatSync(empty).mode & 0o777, readFileSync(join(full, 'inner'), 'utf8')]).toEqual(['/dev/null', 0o700, 'x']);
  });

  type Kind = 'file' | 'link' | 'empty' | 'full';
  const kinds: Kind[] = ['file', 'link', 'empty', 'full'];
  const put = (kind: Kind, at: string, text: string): void => {
    if (kind === 'file') writeFileSync(at, text);
    else if (kind === 'link') symlinkSync(`/${text}`, at);
    else mkdirSync(at, { mode: 0o750 });
    if (kind === 'full') writeFileSync(join(at, 'inner'), text);
  };
  const seen = (at: string): string => {
    const stat = lstatSync(at);
    if (stat.isSymbolicLink()) return readlinkSync(at);
    return stat.isFile() ? readFileSync(at, 'utf8') : readdirSync(at).map((name) => `inner ${readFileSync(join(at, name), 'utf8')}`).join() || 'empty';
  };
  const expected = (kind: Kind, text: string): string => ({ file: text, link: `/${text}`, empty: 'empty', full: `inner ${text}` })[kind];

  it.each(kinds.flatMap((one) => kinds.map((other) => [one, other] as const)))('brings a %s over a %s, and that comes back as well', async (kept, now) => {
    const at = join(folder, 'etc/thing');
    put(kept, at, 'kept');
    await keep({ path: at });
    rmSync(at, { recursive: true });
    put(now, at, 'now');
    expect(await restore(lastOf(at), store)).toBeNull();
    expect([seen(at), readdirSync(join(folder, 'etc'))]).toEqual([expected(kept, 'kept'), ['foo.conf', 'thing']]);
    expect(await restore(lastOf(at), store)).toBeNull();
    expect(seen(at)).toBe(expected(now, 'now'));
  });

  it('leaves a folder as it is in which something changed since it was kept', async () => {
    const [at, beside] = [join(folder, 'etc/thing'), join(folder, 'etc/beside')];
    put('full', at, 'now');
    put('full', beside, 'kept');
    const kept = await keep({ path: at });
    writeFileSync(join(at, 'late'), 'late');
    expect(await swapIn(kept, at, beside)).toBe('it changed in the meantime');
    expect([readdirSync(at), readdirSync(beside)]).toEqual([['inner', 'late'], ['inner']]);
  });

  it('says why there is none', async () => {
    takeAway(await keep());
    rmSync(join(folder, 'etc'), { recursive: true });
    expect(await restore(lastOf(path), store)).toBe('its folder is a link, or is gone');
  });
});

it('what a record had a copy of has its mode again, and not the copy’s', async () => {
  const copy = join(folder, 'copy');
  writeFileSync(copy, 'as it was', { mode: 0o600 });
  const like = { mode: 0o644, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  expect(await openKeeper(store).keepCopies([{ path, why: 'as it was before', overlay: 'ID', file: copy, like }])).toEqual([null]);
  const [thing] = readKept(store);
  if (!thing) throw new Error('not kept');
  expect(await restore(thing, store)).toBeNull();
  expect([readFileSync(path, 'utf8'), lstatSync(path).mode & 0o777]).toEqual(['as it was', 0o644]);
});
