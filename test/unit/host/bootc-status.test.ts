import { expect, it } from '@jest/globals';
import { parseBootcStatus } from '../../../src/host/bootc-status.ts';

const NOTHING = { managed: false, storage: null, usrOverlay: null };
const HOST = { kind: 'BootcHost', status: { booted: {} } };
const overlay = (accessMode: unknown, persistence: unknown) => ({ ...HOST, status: { booted: {}, usrOverlay: { accessMode, persistence } } });

it.each([[undefined], [''], ['no JSON'], ['null'], ['{"kind":"Pod"}'], ['{"kind":"BootcHost","spec":{"image":{}}}'], ['{"kind":"BootcHost","spec":{"image":{}},"status":{"booted":null}}']])('%j is no answer', (text) => {
  expect(parseBootcStatus(text)).toBeNull();
});

it.each<[string, object, object]>([
  ['no more than its kind', HOST, {}],
  ['an image', { ...HOST, spec: { image: { image: 'registry/os' } } }, { managed: true }],
  ['no image', { ...HOST, spec: { image: null } }, {}],
  ['an image that is no object', { ...HOST, spec: { image: 'registry/os' } }, {}],
  ['ostree', { ...HOST, status: { booted: { ostree: { checksum: 'a' } } } }, { storage: 'ostree' }],
  ['composefs', { ...HOST, status: { booted: { composefs: { verity: 'a' }, ostree: null } } }, { storage: 'composefs' }],
  ['an overlay', overlay('readWrite', 'transient'), { usrOverlay: { accessMode: 'readWrite', persistence: 'transient' } }],
  ['a read-only overlay that stays', overlay('readOnly', 'persistent'), { usrOverlay: { accessMode: 'readOnly', persistence: 'persistent' } }],
  ['an overlay of an unknown mode', overlay('writeOnly', 'transient'), {}],
  ['an overlay of an unknown persistence', overlay('readWrite', 'eternal'), {}],
])('a host with %s', (_, status, expected) => {
  expect(parseBootcStatus(JSON.stringify(status))).toEqual({ ...NOTHING, ...expected });
});
