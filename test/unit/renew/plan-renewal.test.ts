// Which packages of a parked overlay are installed anew on another image, and which are named with the reason.
import { expect, it } from '@jest/globals';
import type { PackageChange } from '../../../src/packages/package-changes.ts';
import type { Package, PackageSet } from '../../../src/packages/package-set.ts';
import { notInstalled, planRenewals, type Offered } from '../../../src/renew/plan-renewal.ts';
import { renewalLines } from '../../../src/renew/words.ts';

const change = (label: string, changes: Partial<PackageChange> = {}): PackageChange => ({ manager: 'dpkg', name: label, architecture: 'all', label, change: 'installed', before: null, after: '2.0', asked: true, implied: false, ...changes });
const there = (name: string, version: string, state = 'installed'): Package => ({ name, architecture: 'all', version, state, asked: true, depends: '', needed: null, conffiles: [] });
const image = (...packages: Package[]): PackageSet => ({ manager: 'dpkg', packages });
const offers: Offered = (_manager, labels) => new Set(labels.filter((label) => label !== 'local'));

it.each<[string, PackageChange, PackageSet, object]>([
  ['what was asked for is named', change('nginx'), image(), { install: ['nginx'], automatic: [] }],
  ['what nobody asked for, and nothing brings along, is named and marked', change('doc', { asked: false }), image(), { install: ['doc'], automatic: ['doc'] }],
  ['what others bring along is not named', change('lib', { asked: false, implied: true }), image(), { install: [], missing: [] }],
  ['what the image has is not', change('nginx'), image(there('nginx', '2.0')), { install: [], there: 1 }],
  ['nor what it has newer', change('nginx'), image(there('nginx', '3.0')), { install: [], there: 1 }],
  ['what it has in an older version is', change('nginx', { change: 'upgraded', before: '1.0' }), image(there('nginx', '1.0')), { install: ['nginx'], there: 0 }],
  ['what it removed is not there', change('nginx'), image(there('nginx', '2.0', 'config-files')), { install: ['nginx'], there: 0 }],
  ['what no repository offers', change('local'), image(), { install: [], missing: [{ label: 'local', why: 'no repository offers it' }] }],
  ['what was removed, and is there again', change('nano', { change: 'removed', before: '1.0', after: null }), image(there('nano', '1.0')), { install: [], missing: [{ label: 'nano', why: 'it was removed there, and this image has it' }] }],
  ['what was removed, and is in no image any more', change('nano', { change: 'removed', before: '1.0', after: null }), image(), { install: [], missing: [] }],
  ['what was downgraded', change('bash', { change: 'downgraded', before: '3.0' }), image(there('bash', '3.0')), { install: [], missing: [{ label: 'bash', why: 'it was downgraded to 2.0 there, and this image has another version' }] }],
])('%s', (_name, its, now, expected) => {
  expect(planRenewals([its], [now], offers)).toMatchObject([expected]);
});

it('without package lists, what is offered is not judged; other package managers have nothing to do', () => {
  expect(planRenewals([change('local')], [image(), { manager: 'rpm', packages: [] }], () => null)).toMatchObject([{ install: ['local'], missing: [] }]);
});

it('says what it will do', () => {
  const renewals = planRenewals([change('nginx'), change('local'), change('bash')], [image(there('bash', '2.0'))], offers);
  expect(renewalLines(renewals, 'Debian (a)')).toEqual([
    'Install with apt-get what the persistent overlay of Debian (a) had: nginx',
    'One package is in this image already, in the same version or a newer one.',
    'Not installed again: local: no repository offers it',
    'The layers of Debian (a) stay. To free their space: `sudo usr-overlay down --parked`',
  ]);
  expect(renewalLines([], 'Debian (a)')[0]).toBe('The persistent overlay of Debian (a) had no packages of its own.');
});

it('counts only what is whole', () => {
  expect(notInstalled(['nginx', 'bash', 'gone'], image(there('nginx', '1.0', 'unpacked'), there('bash', '1.0')))).toEqual(['nginx', 'gone']);
});
