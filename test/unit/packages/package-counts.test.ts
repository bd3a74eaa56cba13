// Names by kind of change.
import { expect, test } from '@jest/globals';
import { countPackages } from '../../../src/packages/package-transaction.ts';

test('each under its kind, sorted', () => {
  expect(
    countPackages([
      { label: 'jq', change: 'installed' },
      { label: 'libjq1:i386', change: 'upgraded' },
      { label: 'bc', change: 'installed' },
      { label: 'dc', change: 'downgraded' },
      { label: 'ed', change: 'removed' },
    ]),
  ).toEqual({ installed: ['bc', 'jq'], upgraded: ['libjq1:i386'], downgraded: ['dc'], removed: ['ed'] });
});
