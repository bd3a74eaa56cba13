// What an update that waits for the next boot means for a persistent overlay.
import { expect, it } from '@jest/globals';
import { notice } from '../../../src/guard/words/notice.ts';
import { CHECKSUM, DEPLOYMENT, host, LOCKED, OSTREE, overlay, ROOT } from '../mount-lines.ts';

const ON = overlay('usr-overlay', 'rw', 'lowerdir=/usr,upperdir=/var/lib/apt-image-based/persistent/layers/usr/upper');
const staged = (commit: string) => ({ ...OSTREE, environment: `staged-commit=${commit}\n` });

it.each([
  ['of another commit', host([DEPLOYMENT, LOCKED, ON], staged('b'.repeat(64))), true],
  ['of the same commit, with other kernel arguments', host([DEPLOYMENT, LOCKED, ON], staged(CHECKSUM)), false],
  ['where nothing tells what is booted', host([ROOT, ON], staged('b'.repeat(64))), false],
  ['none', host([DEPLOYMENT, LOCKED, ON], OSTREE), false],
])('%s', (_, seen, isOther) => {
  expect(seen.isOtherImageStaged).toBe(isOther);
  const { hints } = notice('persistent-overlay', seen, { room: null, databaseFollows: true, packagesChanged: null, isRepair: false, plan: null });
  expect(hints).toEqual([isOther ? 'an update is staged: the next boot is without this overlay, and nothing in it is deleted' : 'another image is booted without it: add what you want to keep to the image']);
});
