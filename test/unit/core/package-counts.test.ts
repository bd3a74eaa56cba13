// Names by kind of change; the architecture only where the name is not enough.
import { expect, test } from '@jest/globals';
import type { PackageChange } from '../../../src/core/package-changes.ts';
import { countPackages } from '../../../src/core/package-counts.ts';

function changed(name: string, change: PackageChange['change'], architecture = 'amd64'): PackageChange {
  return { manager: 'dpkg', name, label: name, architecture, change, before: null, after: '1', asked: null, implied: false };
}

test('each under its kind, sorted', () => {
  expect(countPackages([changed('jq', 'installed'), changed('libjq1', 'upgraded'), changed('bc', 'installed'), changed('dc', 'downgraded'), changed('ed', 'removed')])).toEqual({
    installed: ['bc', 'jq'],
    upgraded: ['libjq1'],
    downgraded: ['dc'],
    removed: ['ed'],
  });
});

test('two architectures of one package', () => {
  expect(countPackages([changed('libjq1', 'upgraded'), changed('libjq1', 'installed', 'i386'), changed('jq', 'upgraded')])).toEqual({
    installed: ['libjq1:i386'],
    upgraded: ['jq', 'libjq1:amd64'],
    downgraded: [],
    removed: [],
  });
});
