// What is stored of a persistent overlay is root's own, and still is not believed unseen: it names what is mounted where.
import { expect, it } from '@jest/globals';
import { freeStore, overlaysIn, parseParked, parseState, PARK_REASONS, stateOf, type Parked } from '../../../src/persist/state.ts';
import { parkedAdvice, parkedWords } from '../../../src/persist/words.ts';

const STATE = { schema: 1, image: { kind: 'ostree', value: 'a', name: 'Debian' }, folders: [{ on: '/var/lib/dpkg', layers: 'var-lib-dpkg' }, { on: '/usr', layers: 'usr' }] };

it.each<[string, unknown, boolean]>([
  ['whole', STATE, true],
  ['of a later schema', { ...STATE, schema: 2 }, false],
  ['without an image', { ...STATE, image: undefined }, false],
  ['of an unknown kind of image', { ...STATE, image: { ...STATE.image, kind: 'x' } }, false],
  ['a folder with an option in its name', { ...STATE, folders: [{ on: '/usr,lowerdir=/x', layers: 'usr' }] }, false],
  ['a relative folder', { ...STATE, folders: [{ on: 'usr', layers: 'usr' }] }, false],
  ['layers outside', { ...STATE, folders: [{ on: '/usr', layers: '../x' }] }, false],
  ['with another image', { ...STATE, store: 'layers-2', others: [{ image: STATE.image, folders: STATE.folders }] }, true],
  ['with another that is none', { ...STATE, others: [{ image: STATE.image }] }, false],
  ['a store outside', { ...STATE, store: '../x' }, false],
  ['layers above', { ...STATE, folders: [{ on: '/usr', layers: '..' }] }, false],
])('a state %s', (_name, value, isGood) => {
  expect(parseState(JSON.stringify(value)) !== null).toBe(isGood);
});

it('a state cut short is none', () => {
  expect([parseState(JSON.stringify(STATE).slice(0, -1)), parseState('')]).toEqual([null, null]);
});

const PARKED: Parked = { reason: 'programs-fail', image: 'Debian (a)', detail: 'unshare: /bin/sh failed' };

it('tells why it is not mounted, and what can be done', () => {
  expect(parkedWords(PARKED)).toBe('the persistent overlay of Debian (a) is not mounted: programs do not start in it (unshare: /bin/sh failed)');
  expect(parkedAdvice({ ...PARKED, reason: 'boots-failed' })).toContain('`sudo usr-overlay up --persist`');
  for (const reason of PARK_REASONS) expect(parkedAdvice({ ...PARKED, reason })).toContain('`sudo usr-overlay down` discards it');
});

it.each<[unknown, boolean]>([[PARKED, true], [{ ...PARKED, detail: null }, true], [{ ...PARKED, reason: 'x' }, false], [{ ...PARKED, detail: 1 }, false], [{ reason: 'storage' }, false]])('%j', (value, isGood) => {
  expect(parseParked(JSON.stringify(value)) !== null).toBe(isGood);
});

it('holds those of several images, the newest first, each with layers of its own', () => {
  const [image, folders] = [{ kind: 'ostree', value: 'a', name: 'Debian' } as const, [{ on: '/usr', layers: 'usr' }]];
  const first = { image, folders };
  const second = { image: { ...image, value: 'b' }, folders, store: freeStore([first]) };
  const state = stateOf([second, first]);
  expect([second.store, freeStore([]), freeStore([second, first]), freeStore([second])]).toEqual(['layers-2', 'layers', 'layers-3', 'layers-3']);
  expect(overlaysIn(parseState(JSON.stringify(state)))).toEqual([second, first]);
  expect([overlaysIn(null), stateOf([])]).toEqual([[], null]);
});
