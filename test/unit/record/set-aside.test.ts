// What a put-back did is undone, the last step first, when the overlay that was parked is mounted again.
import { expect, it } from '@jest/globals';
import type { PutBackStep } from '../../../src/record/put-back-plan.ts';
import { planUndo, type There } from '../../../src/record/set-aside.ts';

const LIKE = { mode: 0o644, uid: 0, gid: 0 };
const FILE: There = { kind: 'file', digest: 'seen', from: '/aside/1', like: LIKE };
const undo = (before: There, ...steps: PutBackStep[]): PutBackStep[] => planUndo(steps, () => before, (file) => `digest of ${file}`);

it.each<[string, There, PutBackStep, PutBackStep[]]>([
  ['a file that was removed', FILE, { kind: 'remove-file', path: '/etc/a', digest: 'seen', shipped: 'a' }, [{ kind: 'restore-file', path: '/etc/a', from: '/aside/1', digest: null, like: LIKE, shipped: null }]],
  ['a link that was removed', { kind: 'link', target: 'x' }, { kind: 'remove-link', path: '/etc/a', target: 'x' }, [{ kind: 'restore-link', path: '/etc/a', from: null, target: 'x' }]],
  ['a folder that was removed', { kind: 'folder', like: LIKE }, { kind: 'remove-folder', path: '/etc/a' }, [{ kind: 'make-folder', path: '/etc/a', like: LIKE }]],
  [
    'a file that was replaced',
    FILE,
    { kind: 'restore-file', path: '/etc/a', from: '/usr/etc/a', digest: 'seen', like: LIKE, shipped: null },
    [{ kind: 'restore-file', path: '/etc/a', from: '/aside/1', digest: 'digest of /usr/etc/a', like: LIKE, shipped: null }],
  ],
  ['a file that came', { kind: 'nothing' }, { kind: 'restore-file', path: '/etc/a', from: '/usr/etc/a', digest: null, like: LIKE, shipped: null }, [{ kind: 'remove-file', path: '/etc/a', digest: 'digest of /usr/etc/a', shipped: null }]],
  ['a link that was turned', { kind: 'link', target: 'x' }, { kind: 'restore-link', path: '/etc/a', from: 'x', target: 'y' }, [{ kind: 'restore-link', path: '/etc/a', from: 'y', target: 'x' }]],
  ['a folder that came', { kind: 'nothing' }, { kind: 'make-folder', path: '/etc/a', like: LIKE }, [{ kind: 'remove-folder', path: '/etc/a' }]],
])('%s', (_name, before, step, expected) => {
  expect(undo(before, step)).toEqual(expected);
});

it('a link in whose place a file came: both steps, backwards', () => {
  const steps: PutBackStep[] = [{ kind: 'remove-link', path: '/etc/a', target: 'x' }, { kind: 'restore-file', path: '/etc/a', from: '/copy', digest: null, like: LIKE, shipped: null }];
  expect(undo({ kind: 'link', target: 'x' }, ...steps)).toEqual([
    { kind: 'remove-file', path: '/etc/a', digest: 'digest of /copy', shipped: null },
    { kind: 'restore-link', path: '/etc/a', from: null, target: 'x' },
  ]);
});
