import { describe, expect, it } from '@jest/globals';
import { endOf } from '../../campaigns/loss/endings.ts';
import { historyOf, historyWords } from '../../campaigns/loss/history.ts';
import { HOST_KINDS, type HostKind } from '../../campaigns/loss/host-kinds.ts';
import { judgeHistory } from '../../campaigns/loss/judge-history.ts';
import { parseDigests, parseTree, type Moment, type Tree, type Whole } from '../../campaigns/loss/read-seen.ts';
import { randomOf } from '../../campaigns/concurrency/random.ts';

const file = (letter: string, mode = '644'): string => `file ${mode} 0:0 ${letter.repeat(64)}`;
const WHOLE: Whole = { database: new Map([['/var/lib/dpkg/status', 'd']]), packages: ['keep-conf 1.0 ii '], unsound: '', programs: ['keep-conf 1.0'], kept: new Set(), index: new Set(), log: '', image: new Set(), mounts: 0 };
const HOST: Record<string, string> = { '/etc/a': file('a'), '/etc/link': 'link /usr/bin/a', '/etc/pam.d': 'folder 755 0:0', '/etc/pam.d/login': file('b') };

type Row = [who: Moment['who'], change: Record<string, string | undefined>, said?: string];

/** Begin, the rows, and a second run. */
function judge(rows: readonly Row[], more: { whole?: Partial<Whole>; second?: Partial<Whole>; follows?: boolean; isCut?: boolean } = {}): { wrong: string[]; left: string[] } {
  const seen: Moment[] = [{ who: 'world', command: 'true', said: '', code: 0, tree: new Map(Object.entries(HOST)), whole: WHOLE }];
  for (const [who, change, said = ''] of rows) {
    const tree = new Map(seen.at(-1)?.tree);
    for (const [path, entry] of Object.entries(change)) if (entry === undefined) tree.delete(path); else tree.set(path, entry);
    seen.push({ who, command: 'x', said, code: 0, tree, whole: { ...WHOLE, ...more.whole } });
  }
  const last = seen.at(-1) as Moment;
  seen.push({ ...last, said: '', whole: { ...WHOLE, ...more.whole, ...more.second } });
  return judgeHistory({ begin: 0, end: rows.length, again: rows.length + 1, follows: more.follows ?? true, isCut: more.isCut ?? false }, seen);
}

const GOOD = { wrong: [], left: [] };

describe('what is good', () => {
  it.each<[string, Row[], Parameters<typeof judge>[1]]>([
    ['nothing', [['product', {}]], {}],
    ['packages come and go', [['packages', { '/etc/a': file('c'), '/etc/new': file('d') }], ['product', { '/etc/a': file('a'), '/etc/new': undefined }]], {}],
    ['an edit stays', [['administrator', { '/etc/a': file('e') }], ['packages', {}], ['product', {}]], {}],
    ['an edit that a package saved beside', [['administrator', { '/etc/a': file('e') }], ['packages', { '/etc/a': file('c'), '/etc/a.dpkg-old': file('e') }], ['product', { '/etc/a': file('a') }, '/etc/a.dpkg-old stays']], {}],
    ['an edit that is kept', [['administrator', { '/etc/pam.d/his': file('e') }], ['product', { '/etc/pam.d/his': undefined }]], { whole: { kept: new Set(['e'.repeat(64)]), index: new Set(['/etc/pam.d/his']) } }],
    ['an edit in what was in memory alone, after a power failure', [['administrator', { '/etc/pam.d/his': file('e') }], ['product', { '/etc/pam.d/his': undefined }]], { isCut: true }],
    ['an edit that he removed himself', [['administrator', { '/etc/his': file('e') }], ['administrator', { '/etc/his': undefined }], ['product', {}]], {}],
    ['an edit that was purged', [['administrator', { '/etc/new/x': file('e') }], ['packages', { '/etc/new/x': undefined }], ['product', {}]], {}],
    ['what is named', [['packages', { '/etc/a': undefined }], ['product', {}, 'note: /etc/a is not put back']], { whole: { image: new Set(['a'.repeat(64)]) } }],
    ['what the log names', [['packages', { '/etc/a': undefined }], ['product', {}, 'and 1 more']], { whole: { image: new Set(['a'.repeat(64)]), log: '/etc/a' } }],
    ['users', [['packages', { '/etc/passwd': file('f') }], ['product', {}]], {}],
    ['a repaired database, and what is named', [['product', {}, 'keep-gone was removed']], { follows: false, whole: { programs: ['keep-conf 1.0', 'keep-gone 1.0'] } }],
  ])('%s', (_, rows, more) => {
    expect(judge(rows, more)).toEqual(GOOD);
  });
});

describe('what is wrong', () => {
  it.each<[string, Row[], Parameters<typeof judge>[1]]>([
    ['lost: /etc/a, of the host, is nowhere', [['packages', { '/etc/a': file('c') }], ['product', {}, '/etc/a']], {}],
    ['lost: /etc/a, of the administrator, is nowhere', [['administrator', { '/etc/a': file('e') }], ['product', { '/etc/a': file('a') }]], {}],
    ['lost: /etc/a is a file 644 0:0 aaaaaaaaaaaa, and the administrator made it a file 600', [['administrator', { '/etc/a': file('a', '600') }], ['product', { '/etc/a': file('a') }]], {}],
    ['undone: /etc/link is a link /usr/bin/a, and the administrator made it not there', [['administrator', { '/etc/link': undefined }], ['product', { '/etc/link': 'link /usr/bin/a' }]], {}],
    ['lost: /etc/mask is not there', [['administrator', { '/etc/mask': 'link /dev/null' }], ['product', { '/etc/mask': undefined }]], {}],
    ['/etc/link is not there, and was a link /usr/bin/a', [['packages', { '/etc/link': undefined }], ['product', {}]], {}],
    ['/etc/link is not there', [['packages', { '/etc/link': undefined }], ['product', {}, 'note: /etc/link is not put back: read-only; the next `up`, `down` or boot tries again']], {}],
    ['/etc/pam.d/login goes with the overlay', [['packages', { '/etc/pam.d/login': file('c') }], ['product', {}]], {}],
    ['lost: /etc/pam.d/link, which the administrator made', [['administrator', { '/etc/pam.d/link': 'link /x' }], ['product', { '/etc/pam.d/link': undefined }]], {}],
    ['the package database: - /var/lib/dpkg/status d', [['product', {}]], { whole: { database: new Map() } }],
    ['packages: + keep-new 1.0 ii ', [['product', {}]], { whole: { packages: ['keep-conf 1.0 ii ', 'keep-new 1.0 ii '] } }],
    ['programs: - keep-conf 1.0', [['product', {}]], { whole: { programs: [] } }],
    ['the database and the files: ??5', [['product', {}]], { whole: { unsound: '??5' } }],
    ['programs against the database: + keep-gone 1.0', [['product', {}]], { follows: false, whole: { programs: ['keep-conf 1.0', 'keep-gone 1.0'] } }],
    ['a second run: + eee', [['product', {}]], { second: { kept: new Set(['eee']) } }],
    ['an overlay is still on', [['product', {}]], { whole: { mounts: 1 } }],
    ['x said "TypeError: "', [['product', {}, 'TypeError: x']], {}],
  ])('%s', (line, rows, more) => {
    expect(judge(rows, more).wrong.some((each) => each.startsWith(line))).toBe(true);
  });

  it('is not what packages left, though that is told', () => {
    expect(judge([['packages', { '/etc/new': file('d') }], ['product', {}]])).toEqual({ wrong: [], left: ['left: /etc/new, a file 644 0:0 dddddddddddd, was not there before the overlay'] });
    expect(judge([['packages', { '/etc/new': 'folder 755 0:0' }], ['administrator', { '/etc/new/his': file('e') }], ['product', {}]])).toEqual(GOOD);
  });
});

it('what find(1) and sha256sum(1) print is read', () => {
  const digests = parseDigests(`${'a'.repeat(64)}  /etc/a file\n`);
  const tree: Tree = parseTree('f\t644\t0\t1\t\t/etc/a file\nl\t777\t0\t0\t/x y\t/etc/l\nd\t1755\t0\t0\t\t/etc/d\np\t644\t0\t0\t\t/etc/p\n', digests);
  expect([...tree]).toEqual([['/etc/a file', `file 644 0:1 ${'a'.repeat(64)}`], ['/etc/l', 'link /x y'], ['/etc/d', 'folder 1755 0:0'], ['/etc/p', 'other']]);
});

it('a seed makes the same history again, with a look at the begin, at the end and after a second run', () => {
  for (const kind of HOST_KINDS) for (let number = 1; number <= 60; number += 1) {
    const history = historyOf(7, number, kind, number % 20 === 0);
    expect(historyOf(7, number, kind, number % 20 === 0)).toEqual(history);
    const all = history.boots.flat();
    expect([history.begin, history.end, history.again].map((at) => all[at]?.look)).toEqual(['whole', 'whole', 'whole']);
    expect(history.begin < history.end && history.end < history.again).toBe(true);
    expect(historyWords(history).length).toBe(all.length + history.boots.length - 1);
  }
});

it('only the last history of a host may change its image, and every other ending comes', () => {
  const names = (kind: HostKind, follows: boolean, isLast: boolean): Set<string> => new Set(Array.from({ length: 300 }, (_, number) => endOf({ random: randomOf(1, number), follows, kind, isLast }).name));
  const [ostree, plain] = [HOST_KINDS.find(({ disk }) => disk === 'ostree'), HOST_KINDS.find(({ disk }) => disk === 'plain')] as [HostKind, HostKind];
  expect([...names(ostree, true, true)].sort()).toEqual(['rollback', 'upgrade']);
  expect([...names(plain, true, true)].sort()).toEqual(['crash', 'down', 'down --lazy', 'down killed', 'full disk', 'put-back killed', 'read-only /etc', 'reboot', 'soft-reboot']);
  expect([...names(plain, false, false)].sort()).toEqual(['doctor', 'doctor killed']);
});
