import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_LEFTOVERS, type Leftovers } from '../../../src/record/etc-changes.ts';
import { type Baseline } from '../../../src/record/baseline.ts';
import { planPutBack } from '../../../src/record/plan-put-back.ts';
import type { HostNow, Present } from '../../../src/record/put-back-plan.ts';
import { baseline, BEFORE, EDITED, file, hostNow, KEY, KNOWN, PATH, SHIPPED } from './put-back-host.ts';

const LEFT: Leftovers = { ...EMPTY_LEFTOVERS, files: [{ path: PATH, package: KEY, digest: SHIPPED }] };
const steps = (now: HostNow, before: Baseline = baseline(), left: Leftovers = LEFT) => planPutBack(before, left, now);

describe('a file that a package shipped', () => {
  it.each([
    ['as shipped: removed, and the folder that came with it', hostNow({ [PATH]: file(SHIPPED) }), [{ kind: 'remove-file', path: PATH, digest: SHIPPED }, { kind: 'remove-folder', path: '/etc/foo' }], []],
    ['edited: kept and named', hostNow({ [PATH]: file(EDITED) }), [], [{ path: PATH, why: 'it was edited' }]],
    ['a link now: kept', hostNow({ [PATH]: { kind: 'link', target: '/etc/passwd' } }), [], [{ path: PATH, why: 'it was edited' }]],
    ['gone: nothing to do', hostNow({}), [], []],
    ['its package is in the image: nothing to do', hostNow({ [PATH]: file(SHIPPED) }, { there: new Set([KEY]) }), [], []],
    ['listed by a database that did not follow: kept', hostNow({ [PATH]: file(SHIPPED) }, { listed: new Map([[PATH, SHIPPED]]) }), [], [{ path: PATH, why: 'the package database still lists it, and would not install it again' }]],
    ['the next image has another version: that', hostNow({ [PATH]: file(SHIPPED) }, { pristine: new Map([[PATH, BEFORE]]) }), [{ kind: 'restore-file', path: PATH, from: `/usr${PATH}`, digest: SHIPPED, like: null }], []],
    ['the next image has the same: nothing to do', hostNow({ [PATH]: file(SHIPPED) }, { pristine: new Map([[PATH, SHIPPED]]) }), [], []],
  ] as const)('%s', (_name, now, expected, kept) => {
    expect(steps(now)).toMatchObject({ steps: expected, kept });
  });

  it('was there before the overlay, of nobody: stays', () => {
    expect(steps(hostNow({ [PATH]: file(SHIPPED) }), baseline({ tree: { folders: [], files: [PATH], links: {} } }))).toMatchObject({ steps: [], kept: [] });
  });
});

describe("a file of the image that another version's replaced", () => {
  const before = baseline({ conffiles: { [PATH]: KNOWN }, tree: { folders: ['/etc/foo'], files: [PATH], links: {} } });
  const restored = (from: string) => [{ kind: 'restore-file', path: PATH, from, digest: SHIPPED, like: KNOWN }];

  it.each([
    ['from the image itself', hostNow({ [PATH]: file(SHIPPED) }, { pristine: new Map([[PATH, BEFORE]]) }), restored(`/usr${PATH}`), []],
    ['from the copy, where the host had another than the image', hostNow({ [PATH]: file(SHIPPED) }, { pristine: new Map([[PATH, EDITED]]), copies: new Map([[BEFORE, '/copy']]) }), restored('/copy'), []],
    ['nothing kept it: stays, and is named', hostNow({ [PATH]: file(SHIPPED) }), [], [{ path: PATH, why: 'the version that it replaced was not kept' }]],
    ['as it was before: nothing to do', hostNow({ [PATH]: file(BEFORE) }), [], []],
    ['edited since: stays', hostNow({ [PATH]: file(EDITED) }, { copies: new Map([[BEFORE, '/copy']]) }), [], [{ path: PATH, why: 'it was edited' }]],
  ] as const)('%s', (_name, now, expected, kept) => {
    expect(steps(now, before)).toMatchObject({ steps: expected, kept });
  });

  it('its package was there before, and is there again: from the copy', () => {
    const foo = { name: 'foo', architecture: 'all', version: '1.1', state: 'installed', asked: true, depends: '', needed: null, conffiles: [] };
    const now = hostNow({ [PATH]: file(SHIPPED) }, { there: new Set([KEY]), copies: new Map([[BEFORE, '/copy']]) });
    const packages = (state: string): Baseline['packages'] => [{ manager: 'dpkg', packages: [{ ...foo, state }] }];
    expect(steps(now, { ...before, packages: packages('installed') }).steps).toEqual([expect.objectContaining({ kind: 'restore-file', path: PATH, from: '/copy' })]);
    expect(steps(now, { ...before, packages: packages('config-files') }).steps).toEqual([]);
  });

  it('what dpkg put beside it goes with it, and nothing else', () => {
    const now = hostNow({ [PATH]: file(BEFORE), [`${PATH}.dpkg-dist`]: file(SHIPPED), [`${PATH}.dpkg-old`]: file(EDITED) });
    expect(steps(now, before)).toMatchObject({ steps: [{ kind: 'remove-file', path: `${PATH}.dpkg-dist`, digest: SHIPPED }], kept: [] });
  });

  it('removed with its package: comes back, unless somebody put another there', () => {
    const left = { ...EMPTY_LEFTOVERS, lostFiles: [PATH] };
    const copies = new Map([[BEFORE, '/copy']]);
    expect(steps(hostNow({}, { copies }), before, left).steps).toEqual([{ kind: 'restore-file', path: PATH, from: '/copy', digest: null, like: KNOWN, shipped: null }]);
    expect(steps(hostNow({ [PATH]: file(EDITED) }, { copies }), before, left).steps).toEqual([]);
    expect(steps(hostNow({}), before, left).kept).toEqual([{ path: PATH, why: 'not put back: it was removed, and no copy was kept' }]);
  });
});

describe('a file of the image that was diverted', () => {
  const to = `${PATH}.hidden`;
  const before = baseline({ conffiles: { [PATH]: KNOWN }, tree: { folders: ['/etc/foo'], files: [PATH], links: {} } });
  const left: Leftovers = { ...EMPTY_LEFTOVERS, files: [{ path: to, package: KEY, digest: BEFORE }], lostFiles: [PATH] };
  const copies = new Map([[BEFORE, '/copy']]);
  const restored = { kind: 'restore-file', path: PATH, from: '/copy', digest: null, like: KNOWN, shipped: null };

  it('comes back, and what the diversion made of it goes', () => {
    expect(steps(hostNow({ [to]: file(BEFORE) }, { copies }), before, left)).toMatchObject({ steps: [{ kind: 'remove-file', path: to, digest: BEFORE }, restored], kept: [] });
  });

  it('comes back in the place of a link of the package, which goes first', () => {
    const displaced = { ...left, links: [{ path: PATH, package: KEY, target: 'gone' }] };
    const now = hostNow({ [to]: file(BEFORE), [PATH]: { kind: 'link', target: 'gone' } }, { copies });
    expect(steps(now, before, displaced).steps).toEqual([{ kind: 'remove-file', path: to, digest: BEFORE, shipped: null }, { kind: 'remove-link', path: PATH, target: 'gone' }, restored]);
  });

  it('is not removed where nothing else holds what it held', () => {
    expect(steps(hostNow({ [to]: file(BEFORE) }), before, left)).toMatchObject({
      steps: [],
      kept: [{ path: to, why: 'it alone holds what a missing file of the image held' }, { path: PATH, why: 'not put back: it was removed, and no copy was kept' }],
    });
  });
});

describe('a link', () => {
  const link = '/etc/systemd/system/multi-user.target.wants/foo.service';
  const target = '/lib/systemd/system/foo.service';
  const unit = '/usr/lib/systemd/system/foo.service';
  const left: Leftovers = { ...EMPTY_LEFTOVERS, links: [{ path: link, package: KEY, target }] };
  const present = { [link]: { kind: 'link', target } } as const;

  it('to a unit that is gone is removed', () => {
    expect(steps(hostNow(present), baseline({ tree: { folders: ['/etc/systemd/system/multi-user.target.wants', '/etc/systemd/system', '/etc/systemd'], files: [], links: {} } }), left).steps).toEqual([{ kind: 'remove-link', path: link, target }]);
  });

  it.each([
    ['while it leads somewhere', hostNow(present, { exists: (path) => path === unit })],
    ['that leads elsewhere now', hostNow({ [link]: { kind: 'link', target: '/etc/other' } })],
    ['in whose place there is a file', hostNow({ [link]: file(EDITED) })],
  ])('stays %s', (_name, now) => {
    expect(steps(now, baseline(), left).steps).toEqual([]);
  });

  it('that led somewhere else before leads there again', () => {
    const awk = { ...EMPTY_LEFTOVERS, links: [{ path: '/etc/alternatives/awk', package: KEY, target: '/usr/bin/gawk' }] };
    const before = baseline({ tree: { folders: [], files: [], links: { '/etc/alternatives/awk': '/usr/bin/mawk' } } });
    expect(steps(hostNow({ '/etc/alternatives/awk': { kind: 'link', target: '/usr/bin/gawk' } }), before, awk).steps).toEqual([{ kind: 'restore-link', path: '/etc/alternatives/awk', from: '/usr/bin/gawk', target: '/usr/bin/mawk' }]);
  });

  it('into an init script goes with the script, and stays with one that was edited', () => {
    const script = '/etc/init.d/foo';
    const both: Leftovers = { ...EMPTY_LEFTOVERS, files: [{ path: script, package: KEY, digest: SHIPPED }], links: [{ path: '/etc/rc2.d/S01foo', package: KEY, target: '../init.d/foo' }] };
    const before = baseline({ tree: { folders: ['/etc/init.d', '/etc/rc2.d'], files: [], links: {} } });
    const now = (digest: string) => hostNow({ [script]: file(digest), '/etc/rc2.d/S01foo': { kind: 'link', target: '../init.d/foo' } }, { exists: (path) => path === script });
    expect(steps(now(SHIPPED), before, both).steps.map(({ kind }) => kind)).toEqual(['remove-file', 'remove-link']);
    expect(steps(now(EDITED), before, both).steps).toEqual([]);
  });

  it('of the image comes back, and a mask of its unit goes, once the unit is there again', () => {
    const mask = '/etc/systemd/system/foo.service';
    const lost = { ...EMPTY_LEFTOVERS, masks: [mask], lostLinks: [link] };
    const before = baseline({ tree: { folders: ['/etc/systemd', '/etc/systemd/system'], files: [], links: { [link]: target } } });
    const present = { [mask]: { kind: 'link', target: '/dev/null' } } as const;
    expect(steps(hostNow(present, { exists: (path) => path === unit }), before, lost).steps).toEqual([{ kind: 'remove-link', path: mask, target: '/dev/null' }, { kind: 'restore-link', path: link, from: null, target }]);
    expect(steps(hostNow(present), before, lost).steps).toEqual([]);
  });
});

it('names the users and groups that are still there', () => {
  const left = { ...EMPTY_LEFTOVERS, users: ['foo', 'gone'], groups: ['foo'] };
  expect(steps(hostNow({}, { users: ['root', 'foo'], groups: ['foo'] }), baseline(), left)).toMatchObject({ users: ['foo'], groups: ['foo'] });
});

it('touches nothing but what has the content that was shipped, whatever lies there', () => {
  const present = fc.oneof(fc.constantFrom(SHIPPED, BEFORE, EDITED).map(file), fc.constant<Present>({ kind: 'folder' }), fc.constant<Present>({ kind: 'other' }), fc.constant<Present>({ kind: 'link', target: '/etc/passwd' }));
  const digests = fc.dictionary(fc.constant(PATH), fc.constantFrom(SHIPPED, BEFORE, EDITED));
  fc.assert(
    fc.property(present, digests, digests, fc.boolean(), fc.boolean(), (lies, pristine, listed, isKnown, hasCopy) => {
      const now = hostNow({ [PATH]: lies }, { pristine: new Map(Object.entries(pristine)), listed: new Map(Object.entries(listed)), copies: new Map(hasCopy ? [[BEFORE, '/copy']] : []) });
      const plan = steps(now, baseline(isKnown ? { conffiles: { [PATH]: KNOWN } } : {}));
      for (const step of plan.steps) if (step.path === PATH) expect(lies).toEqual(file(SHIPPED));
    }),
  );
});
