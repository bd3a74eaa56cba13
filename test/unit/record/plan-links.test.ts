import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS, type Leftovers } from '../../../src/record/etc-changes.ts';
import { type Baseline } from '../../../src/record/baseline.ts';
import { planPutBack } from '../../../src/record/plan-put-back.ts';
import { type HostNow } from '../../../src/record/put-back-plan.ts';
import { baseline, BEFORE, EDITED, file, hostNow, KEY, KNOWN, SHIPPED } from './put-back-host.ts';

const steps = (now: HostNow, before: Baseline, left: Leftovers) => planPutBack(before, left, now);

describe('links over links', () => {
  const COUNT = 20_000;
  const links = Object.fromEntries(Array.from({ length: COUNT }, (_, at) => [`/etc/l${at}`, at === 0 ? '/etc/init.d/foo' : `l${at - 1}`]));
  // The last first: none is ready before all the others are.
  const order = Object.keys(links).toReversed();
  const present = Object.fromEntries(order.map((path) => [path, { kind: 'link', target: links[path] ?? '' } as const]));
  const script = { path: '/etc/init.d/foo', package: KEY, digest: SHIPPED };
  const made: Leftovers = { ...EMPTY_LEFTOVERS, files: [script], links: order.map((path) => ({ path, package: KEY, target: links[path] ?? '' })) };

  it('that packages made all go with what they lead to', () => {
    const now = hostNow({ ...present, [script.path]: file(SHIPPED) }, { exists: () => true });
    const { steps: found } = steps(now, baseline({ tree: { folders: ['/etc/init.d'], files: [], links: {} } }), made);
    expect(found.map(({ path }) => path)).toEqual([script.path, ...Object.keys(links)]);
    // One that led elsewhere before does so again, and what leads to it stays.
    const before = baseline({ tree: { folders: ['/etc/init.d'], files: [], links: { '/etc/l1': 'image' } } });
    expect(steps(now, before, made).steps.slice(1)).toEqual([{ kind: 'restore-link', path: '/etc/l1', from: 'l0', target: 'image' }, { kind: 'remove-link', path: '/etc/l0', target: '/etc/init.d/foo' }]);
  });

  it('of the image all come back with what they lead to', () => {
    const before = baseline({ tree: { folders: [], files: [], links }, conffiles: { [script.path]: KNOWN } });
    const lost = { ...EMPTY_LEFTOVERS, lostFiles: [script.path], lostLinks: order };
    const { steps: found } = steps(hostNow({}, { copies: new Map([[BEFORE, '/copy']]) }), before, lost);
    expect(found.map(({ path }) => path)).toEqual([script.path, ...Object.keys(links)]);
    expect(steps(hostNow({}), before, lost).steps).toEqual([]);
    expect(steps(hostNow({ '/etc/l1': file(EDITED) }, { exists: (path) => path === script.path }), before, lost).steps.map(({ path }) => path)).toEqual(['/etc/l0']);
  });

  it('of the image come back also where they led nowhere before; of others it is said that they do not', () => {
    const before = baseline({ tree: { folders: [], files: [], links: { '/etc/his': 'a note', '/etc/other': '/gone' } }, dangling: ['/etc/his'] });
    expect(steps(hostNow({}), before, { ...EMPTY_LEFTOVERS, lostLinks: ['/etc/his', '/etc/other'] })).toMatchObject({
      steps: [{ kind: 'restore-link', path: '/etc/his', target: 'a note' }],
      kept: [{ path: '/etc/other', why: 'not put back: what it led to is not there' }],
    });
  });

  it('in a circle come to an end: new ones go, lost ones stay away', () => {
    const circle = { '/etc/a': 'b', '/etc/b': 'a' };
    const now = hostNow({ '/etc/a': { kind: 'link', target: 'b' }, '/etc/b': { kind: 'link', target: 'a' } });
    const both = { ...EMPTY_LEFTOVERS, links: Object.entries(circle).map(([path, target]) => ({ path, package: KEY, target })) };
    expect(steps(now, baseline(), both).steps.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['remove-link /etc/a', 'remove-link /etc/b']);
    expect(steps(hostNow({}), baseline({ tree: { folders: [], files: [], links: circle } }), { ...EMPTY_LEFTOVERS, lostLinks: Object.keys(circle) }).steps).toEqual([]);
  });
});
