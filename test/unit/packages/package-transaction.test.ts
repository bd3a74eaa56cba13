// One transaction, from the changes of the whole overlay before and after it.
import { expect, test } from '@jest/globals';
import type { PackageChange } from '../../../src/packages/package-changes.ts';
import { packageTransaction } from '../../../src/packages/package-transaction.ts';

/** Of jq, or another package: `1>2` is an upgrade, `>1` an installation, `1>` a removal. */
function overlay(...changes: string[]): PackageChange[] {
  return changes.map((text) => {
    const [, name = '', before = '', after = ''] = /^(?:(\w+) )?(\d*)>(\d*)$/.exec(text) ?? [];
    const label = name || 'jq';
    const change = before === '' ? 'installed' : after === '' ? 'removed' : before < after ? 'upgraded' : 'downgraded';
    return { manager: 'dpkg', name: label, label, architecture: 'amd64', change, before: before || null, after: after || null, asked: null, implied: false };
  });
}

test.each<[string, string[], string[], string[]]>([
  ['installed', [], ['>1'], ['jq installed']],
  ['upgraded', [], ['1>2'], ['jq upgraded']],
  ['removed', [], ['1>'], ['jq removed']],
  ['nothing', ['>1'], ['>1'], []],
  ['installed earlier, upgraded now', ['>1'], ['>2'], ['jq upgraded']],
  ['installed earlier, removed now', ['>1'], [], ['jq removed']],
  ['removed earlier, installed again', ['1>'], [], ['jq installed']],
  ['removed earlier, installed in another version', ['1>'], ['1>2'], ['jq installed']],
  ['upgraded earlier, back again', ['1>2'], [], ['jq downgraded']],
  ['upgraded earlier, removed now', ['1>2'], ['1>'], ['jq removed']],
  ['downgraded further', ['3>2'], ['3>1'], ['jq downgraded']],
  ['a second version beside the first', ['>1'], ['>1', '>2'], ['jq installed']],
  ['another version beside the image\'s, which goes', ['>2'], ['>2', '1>'], ['jq removed']],
  ['two versions for one', ['>1'], ['>2', '>3'], ['jq installed', 'jq removed']],
  ['one version for two', ['>1', '>2'], ['>3'], ['jq installed', 'jq removed']],
  ['one of two for another', ['>1', '>2'], ['>2', '>3'], ['jq installed', 'jq removed']],
  ['several packages', ['a >1', 'b 1>2'], ['a >1', 'b 1>', 'c >1'], ['b removed', 'c installed']],
])('%s', (_name, earlier, now, expected) => {
  expect(packageTransaction(overlay(...earlier), overlay(...now)).map(({ label, change }) => `${label} ${change}`)).toEqual(expected);
});
