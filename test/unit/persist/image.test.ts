// By which image a host runs, and whether two images are the same: in doubt, not.
import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { imageBySigns, imageName, isSameImage, type Image } from '../../../src/persist/image.ts';
import { CHECKSUM, COMPOSEFS, DEPLOYMENT, EROFS, LOCKED, OSTREE, ROOT } from '../mount-lines.ts';

const OTHER = 'b'.repeat(64);
const HASH = '0123456789abcdef'.repeat(4);
const ETC = `50 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.1/etc /etc rw - ext4 /dev/vda rw`;
const VERITY = '30 20 253:0 / /usr ro - erofs /dev/mapper/usr ro';

describe('the image', () => {
  it.each<[string, string[], Evidence, unknown]>([
    ['ostree: the commit, whatever the kernel argument leads to', [DEPLOYMENT, LOCKED], { ...OSTREE, cmdline: `ostree=/ostree/boot.1/debian/${OTHER}/0` }, { kind: 'ostree', value: CHECKSUM }],
    ['ostree, deployed again: the same commit', [DEPLOYMENT.replace('.0 ', '.3 '), LOCKED], OSTREE, { kind: 'ostree', value: CHECKSUM }],
    ['ostree on composefs: by /etc', [COMPOSEFS, ETC], OSTREE, { kind: 'ostree', value: CHECKSUM }],
    ['ostree, and nothing tells which: not known', [COMPOSEFS], OSTREE, null],
    ['bootc on composefs: the digest', [COMPOSEFS], { cmdline: `root=x composefs=${HASH}` }, { kind: 'composefs', value: HASH }],
    ['bootc on composefs that need not be verified', [COMPOSEFS], { cmdline: `composefs=?${HASH}` }, { kind: 'composefs', value: HASH }],
    ['bootc without a digest: not known', [COMPOSEFS], {}, null],
    ['dm-verity: the root hash', [ROOT, VERITY], { cmdline: `usrhash=${HASH}` }, { kind: 'verity', value: HASH }],
    ['a root hash for another file system: the files', [ROOT, EROFS], { cmdline: `usrhash=${HASH}` }, 'files'],
    ['no image at all: the files', [ROOT, EROFS], {}, 'files'],
  ])('%s', (_name, lines, evidence, expected) => {
    expect(imageBySigns(parseFacts({ mountinfo: lines.join('\n'), ...evidence }))).toEqual(expected);
  });
});

const IMAGE: Image = { kind: 'files', value: HASH, name: 'Debian 13' };

describe('two images', () => {
  it.each<[string, Partial<Image>, boolean]>([
    ['the same', {}, true],
    ['the same under another name', { name: 'Debian 13.1' }, true],
    ['another digest', { value: OTHER }, false],
    ['the same digest of another kind', { kind: 'ostree' }, false],
  ])('%s', (_name, other, expected) => {
    expect(isSameImage(IMAGE, { ...IMAGE, ...other })).toBe(expected);
  });

  it('are not the same where nothing is known', () => {
    expect(isSameImage({ ...IMAGE, value: '' }, { ...IMAGE, value: '' })).toBe(false);
  });

  it('have a short name', () => {
    expect([imageName(IMAGE), imageName({ ...IMAGE, name: '' })]).toEqual(['Debian 13 (0123456789ab)', 'files (0123456789ab)']);
  });
});
