// Whose changes in /boot they are while an overlay is on, and what of them goes back.
import { describe, expect, it } from '@jest/globals';
import { beginBoot, lookAtBoot, lookWithEve, parseBootEve, parseBootState, type BootFile, type BootTree } from '../../../src/boot/boot-state.ts';
import { planBoot } from '../../../src/boot/plan-boot.ts';
import { bootLines } from '../../../src/boot/words.ts';

const file = (mtime: number, more: Partial<BootFile> = {}): BootFile => ({ kind: 'file', mode: 0o644, uid: 0, gid: 0, size: 1, mtime, target: null, ...more });
const A = '/boot/initrd';
const B = '/boot/grub/grub.cfg';
const OLD: BootTree = { [A]: file(1), [B]: file(1) };
const NEW: BootTree = { [A]: file(2), [B]: file(1) };
const plan = (state: Parameters<typeof planBoot>[0], now: BootTree, copies = true) => planBoot(state, now, (path) => (copies ? `copy of ${path}` : null), 'missing: ');

describe('a change in /boot', () => {
  it('between the eve of a transaction and its end is that of packages', () => {
    expect(lookWithEve(beginBoot(OLD), { first: OLD, last: OLD }, NEW, { isOver: true, packagesChanged: true })).toMatchObject({ before: OLD, last: NEW, changed: [A], doubtful: [] });
  });

  it('before that eve is somebody else\'s, and stays', () => {
    const state = lookWithEve(beginBoot(OLD), { first: NEW, last: NEW }, { ...NEW, [B]: file(3) }, { isOver: true, packagesChanged: true });
    expect(state).toMatchObject({ changed: [B], before: { [A]: file(2), [B]: file(1) } });
  });

  it.each([
    ['between two announcements, of which the first had no end', { first: OLD, last: NEW }, true],
    ['after an announcement without an end', { first: OLD, last: OLD }, false],
  ])('%s may be anybody\'s', (_, eve, isOver) => {
    expect(lookWithEve(beginBoot(OLD), eve, NEW, { isOver, packagesChanged: false })).toMatchObject({ before: OLD, changed: [], doubtful: [A] });
  });

  it('that no hook announced is nobody\'s where packages changed, and somebody\'s where none did', () => {
    expect(lookWithEve(beginBoot(OLD), null, NEW, { isOver: false, packagesChanged: true })).toMatchObject({ changed: [], doubtful: [A] });
    expect(lookWithEve(beginBoot(OLD), null, NEW, { isOver: false, packagesChanged: false })).toMatchObject({ before: NEW, changed: [], doubtful: [] });
  });

  it('of packages becomes somebody\'s who changes it again, and nobody\'s when it is as before', () => {
    const changed = lookAtBoot(beginBoot(OLD), NEW, 'packages');
    expect(lookAtBoot(changed, { ...NEW, [A]: file(3) }, 'others')).toMatchObject({ changed: [], before: { [A]: file(3) } });
    expect(lookAtBoot(changed, { [B]: file(1) }, 'others').before).toEqual({ [B]: file(1) });
    expect(lookAtBoot(changed, OLD, 'packages').changed).toEqual([]);
  });
});

describe('put back is', () => {
  it('what packages changed, made and took away', () => {
    const now: BootTree = { [A]: file(2), '/boot/new': file(2, { kind: 'folder' }), '/boot/new/x': file(2) };
    expect(plan(lookAtBoot(beginBoot(OLD), now, 'packages'), now)).toEqual({
      steps: [
        { path: B, file: file(1), copy: `copy of ${B}` },
        { path: A, file: file(1), copy: `copy of ${A}` },
        { path: '/boot/new/x', file: null, copy: null },
        { path: '/boot/new', file: null, copy: null },
      ],
      kept: [],
    });
  });

  it('not what changed once more, has no copy, or may be somebody\'s', () => {
    const state = lookAtBoot(lookAtBoot(beginBoot(OLD), NEW, 'packages'), { ...NEW, [B]: file(2) }, 'nobody knows');
    expect(plan(state, { ...NEW, [A]: file(3), [B]: file(2) })).toMatchObject({ steps: [], kept: [{ path: A, why: expect.stringContaining('something else') }, { path: B, why: expect.stringContaining('nobody saw') }] });
    expect(plan(lookAtBoot(beginBoot(OLD), {}, 'packages'), {}, false).kept).toEqual([A, B].toReversed().map((path) => ({ path, why: 'missing: packages of the overlay changed it, and no copy of it was kept' })));
  });
});

it('is written down and read again, and nothing outside /boot is', () => {
  const state = lookAtBoot(beginBoot(OLD), NEW, 'packages');
  expect(parseBootState(JSON.stringify(state))).toEqual(state);
  expect(parseBootEve(JSON.stringify({ first: OLD, last: NEW }))).toEqual({ first: OLD, last: NEW });
  for (const path of ['/etc/passwd', '/boot/../etc/passwd', '/boot', '/boot//x']) {
    expect(parseBootState(JSON.stringify({ ...state, changed: [path] }))).toBeNull();
    expect(parseBootState(JSON.stringify({ ...state, before: { [path]: file(1) } }))).toBeNull();
  }
  for (const text of ['', '{}', 'null', '{"before":{"/boot/x":{}},"last":{},"changed":[],"doubtful":[]}']) expect(parseBootState(text)).toBeNull();
});

it('is told, the first of many by name', () => {
  expect(bootLines({ changed: [], doubtful: [] })).toEqual([]);
  const [changed, doubtful] = bootLines({ changed: ['1', '2', '3', '4'].map((name) => `/boot/${name}`), doubtful: ['/boot/x'] });
  expect(changed).toContain('changed /boot/1, /boot/2, /boot/3 and 1 more');
  expect(doubtful).toContain('/boot/x');
});
