import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWritableMount, mountsAt, parseMountinfo, topMountAt } from '../../../src/text/mountinfo.ts';

const ROOT = '20 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw';
const USR = '30 20 254:0 /usr /usr ro,relatime shared:2 master:1 - ext4 /dev/vda rw';
const OVERLAY = '40 30 0:50 / /usr rw,relatime - overlay overlay rw,lowerdir=usr,upperdir=/var/tmp/a\\054b/upper';

it('reads all fields of a line, with any number of optional ones', () => {
  expect(parseMountinfo(USR)).toEqual([
    {
      id: 30, parent: 20, device: '254:0', root: '/usr', mountPoint: '/usr', options: ['ro', 'relatime'],
      propagation: ['shared:2', 'master:1'], fsType: 'ext4', source: '/dev/vda', superOptions: ['rw'],
    },
  ]);
});

it.each([
  ['/usr\\040local', '/usr local'],
  ['/a\\011b\\012c\\134d\\043e', '/a\tb\nc\\d#e'],
  ['/usr\\999', '/usr\\999'],
])('undoes the escapes of %s', (escaped, path) => {
  expect(parseMountinfo(ROOT.replace(' / / ', ` / ${escaped} `))[0]?.mountPoint).toBe(path);
});

it.each([
  ['no final newline', `${ROOT}\n${USR}`, 2],
  ['empty', '', 0],
  ['a cut line', `${ROOT}\n30 20 254:0 /usr /usr ro`, 1],
  ['no separator', '30 20 254:0 /usr /usr ro,relatime ext4 /dev/vda rw extra', 0],
  ['junk', '\0\0\n-\n - - - - - -\n', 0],
])('counts mounts: %s', (_, text, count) => {
  expect(parseMountinfo(text)).toHaveLength(count);
});

describe('stacked mounts', () => {
  it.each([
    ['in order', [ROOT, USR, OVERLAY]],
    ['listed upside down', [OVERLAY, USR, ROOT]],
  ])('the topmost wins, %s', (_, lines) => {
    const mounts = parseMountinfo(lines.join('\n'));
    expect(topMountAt(mounts, '/usr')?.fsType).toBe('overlay');
    expect(mountsAt(mounts, '/usr').map((mount) => mount.id)).toEqual([30, 40]);
  });

  it('a mount that is its own parent ends', () => {
    expect(mountsAt(parseMountinfo(ROOT.replace('20 1', '20 20')), '/')).toHaveLength(1);
  });
});

it.each([
  ['rw', 'rw', true],
  ['ro', 'rw', false],
  ['rw', 'ro', false],
])('mount %s, super block %s: writable %s', (own, block, writable) => {
  const [mount] = parseMountinfo(ROOT.replace('rw,relatime', own).replace(/rw$/, block));
  expect(mount && isWritableMount(mount)).toBe(writable);
});

it('never throws, and a wanted set changes nothing but the rest', () => {
  const line = fc.oneof(fc.constantFrom(ROOT, USR, OVERLAY, USR.replace('/dev/vda', 'a\u2028b\rc')), fc.string(), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n');
      const all = parseMountinfo(text).filter((mount) => mount.mountPoint === '/usr');
      expect(parseMountinfo(text, new Set(['/usr']))).toEqual(all);
      expect(mountsAt(all, '/usr').length).toBeLessThanOrEqual(all.length);
    }),
  );
});

it.each([['lines without a space', 'x\n'], ['lines that end too soon', '1 2 3\n'], ['spaces alone', ' ']])('does not take for ever over %s', (_, piece) => {
  const text = `${piece.repeat(1_000_000)}\n${USR}`;
  expect(parseMountinfo(text, new Set(['/usr'])).map(({ id }) => id)).toEqual([30]);
});
