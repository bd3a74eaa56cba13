// The way back from a hotfix, by what ostree lists and knows.

import { expect, it } from '@jest/globals';
import { wayBackFromHotfix } from '../../../src/host/hotfix.ts';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];
const HOTFIX = `* debian ${A}.0\n    Unlocked: hotfix\n    origin refspec: debian/testbed\n`;
const CLONE = `  debian ${A}.1 (rollback)\n    origin refspec: debian/testbed\n`;
const OTHER = `  debian ${B}.0 (pending)\n    origin refspec: debian/testbed\n`;
const NEW = 'Builtin "admin" Commands:\n  pin                Change the pinning state\n  set-default        Make deployment INDEX the default\n';
const OLD = 'Builtin "admin" Commands:\n  pin                Change the pinning state\n';

it.each<[name: string, status: string | null, help: string | null, bootc: boolean, expected: string | null]>([
  ['by its index', HOTFIX + CLONE, NEW, false, 'ostree admin set-default 1'],
  ['behind an update that waits', OTHER + HOTFIX + CLONE, NEW, false, 'ostree admin set-default 2'],
  ['behind an older image', HOTFIX + OTHER + CLONE, NEW, false, 'ostree admin set-default 2'],
  ['in bold and red', HOTFIX.replace('Unlocked: hotfix', '\u001b[31m\u001b[1mUnlocked: hotfix\u001b[22m\u001b[0m') + CLONE, NEW, false, 'ostree admin set-default 1'],
  ['of an ostree without set-default', HOTFIX + CLONE, OLD, false, `ostree admin deploy --origin-file=/ostree/deploy/debian/deploy/${A}.1.origin ${A}`],
  ['of an ostree that does not answer', HOTFIX + CLONE, null, false, `ostree admin deploy --origin-file=/ostree/deploy/debian/deploy/${A}.1.origin ${A}`],
  ['by bootc', HOTFIX + CLONE, NEW, true, 'bootc rollback'],
  ['by bootc, whose rollback is another image', HOTFIX + OTHER + CLONE, NEW, true, null],
  ['without a clone', HOTFIX + OTHER, NEW, false, null],
  ['with a clone that has a hotfix of its own', `${HOTFIX}${CLONE}    Unlocked: hotfix\n`, NEW, false, null],
  ['of another system', HOTFIX + CLONE.replace('debian', 'other'), NEW, false, null],
  ['without an answer', null, null, false, null],
])('%s', (_name, status, help, bootc, expected) => {
  expect(wayBackFromHotfix({ status, help, bootc })).toBe(expected);
});
