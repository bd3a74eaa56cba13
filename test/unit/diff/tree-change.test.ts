// The sums below a list of changes.

import { expect, it } from '@jest/globals';
import { addTo, emptyTotals, type TreeChange } from '../../../src/diff/tree-change.ts';

const none = { count: 0, bytes: 0, bytesBefore: 0 };
const of = (change: TreeChange['change'], size: number | null, sizeBefore: number | null, again = false): TreeChange =>
  ({ path: '/usr/bin/jq', change, type: 'file', what: change === 'changed' ? 'content' : null, size, sizeBefore, again });

it('counts each kind by itself, and the bytes of a file once', () => {
  const totals = emptyTotals();
  expect(totals).toEqual({ added: none, changed: none, removed: none });
  for (const change of [of('added', 30, null), of('added', 4, null), of('added', 30, null, true), of('changed', 20, 10), of('removed', null, 7)]) addTo(totals, change);
  expect(totals).toEqual({
    added: { count: 3, bytes: 34, bytesBefore: 0 },
    changed: { count: 1, bytes: 20, bytesBefore: 10 },
    removed: { count: 1, bytes: 0, bytesBefore: 7 },
  });
});
