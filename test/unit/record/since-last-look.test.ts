// What changed when nobody could look any more: before a reboot, with a full disk, or in a transaction that was cut short.
import { describe, expect, it } from '@jest/globals';
import { ANY, type Baseline, type Tree } from '../../../src/record/baseline.ts';
import { EMPTY_LEFTOVERS, findLeftovers } from '../../../src/record/etc-changes.ts';
import { planPutBack } from '../../../src/record/plan-put-back.ts';
import { sinceLastLook, type Looks } from '../../../src/record/since-last-look.ts';
import { baseline, BEFORE, file, hostNow, KNOWN, PATH } from './put-back-host.ts';

const WANTS = '/etc/systemd/system/multi-user.target.wants/foo.service';
const tree = (...files: string[]): Tree => ({ folders: ['/etc/foo'], files, links: {} });
const LOOK = { tree: tree(PATH), packages: '' };
const HOST: Baseline = baseline({ tree: { ...tree(PATH), links: { [WANTS]: '/usr/lib/foo' } }, conffiles: { [PATH]: KNOWN } });
const since = (looks: Partial<Looks>, now: Tree, left = {}) => sinceLastLook(HOST, { ...EMPTY_LEFTOVERS, ...left }, { last: LOOK, eve: null, packages: 'unchanged', ...looks }, now);

describe('without a transaction on the way, it is his who did it', () => {
  it('and what packages had lost, and he removed, does not come back', () => {
    const left = { lostFiles: ['/etc/foo/other', PATH], lostLinks: [WANTS], links: [{ path: '/etc/link', package: 'foo', target: '/a' }], masks: ['/etc/mask'] };
    const last = { tree: { ...tree(PATH), links: { '/etc/link': '/a', '/etc/mask': '/dev/null' } }, packages: '' };
    const found = since({ last }, tree(), left);
    expect(found).toMatchObject({ lostFiles: ['/etc/foo/other'], lostLinks: [WANTS], links: [], masks: [], strays: [] });
    expect(found.administrator).toEqual([PATH, '/etc/link', '/etc/mask']);
  });

  it('but for what follows the overlay, which nobody saw in it', () => {
    const now = { ...tree(PATH, '/etc/pam.d/login', '/etc/own/followed/a'), folders: ['/etc/foo', '/etc/pam.d', '/etc/own', '/etc/own/followed'] };
    const host = { ...HOST, tree: { ...HOST.tree, folders: now.folders } };
    expect(sinceLastLook(host, EMPTY_LEFTOVERS, { last: { ...LOOK, tree: { ...LOOK.tree, folders: ['/etc/foo', '/etc/own'] } }, eve: null, packages: 'unchanged' }, now).administrator).toEqual([]);
  });
});

describe('a transaction that was cut short', () => {
  const eve = { ...tree(PATH), links: { [WANTS]: '/usr/lib/foo' } };
  const [mask, state] = ['/etc/systemd/system/foo.service', '/var/lib/systemd/deb-systemd-helper-masked/foo.service'];
  const now: Tree = { ...tree(state, '/etc/foo/new'), links: { [mask]: '/dev/null', '/etc/his': '/x' } };

  it('took away what is gone since its eve, and hid a unit', () => {
    const found = since({ eve, last: { ...LOOK, tree: eve }, packages: 'changed' }, now);
    expect(found).toMatchObject({ lostFiles: [PATH], lostLinks: [WANTS], masks: [mask], doubtful: [], strays: ['/etc/foo/new', '/etc/his', state] });
    const host = hostNow({ '/etc/foo/new': file(BEFORE) }, { copies: new Map([[BEFORE, '/copy']]), exists: () => true });
    expect(planPutBack(HOST, found, host)).toMatchObject({
      steps: [{ kind: 'restore-file', path: PATH }, { kind: 'restore-link', path: WANTS }],
      kept: [{ path: '/etc/foo/new', why: 'it came in a transaction that was cut short, and nobody saw whose it is' }],
    });
  });

  it('and where its package manager may have done nothing, what is gone is named and stays so', () => {
    const found = since({ eve, last: { ...LOOK, tree: eve } }, now);
    expect(found.doubtful).toEqual(expect.arrayContaining([PATH, WANTS]));
    expect(planPutBack(HOST, found, hostNow({}, { copies: new Map([[BEFORE, '/copy']]), exists: () => true })).steps).toEqual([]);
  });

  it('led a link elsewhere', () => {
    const found = since({ eve, last: { ...LOOK, tree: eve }, packages: 'changed' }, { ...eve, links: { [WANTS]: '/elsewhere' } });
    const host = hostNow({ [WANTS]: { kind: 'link', target: '/elsewhere' } }, { exists: () => true });
    expect(planPutBack(HOST, found, host).steps).toEqual([{ kind: 'restore-link', path: WANTS, from: '/elsewhere', target: '/usr/lib/foo' }]);
  });

  it('is not asked about what he did before its eve', () => {
    expect(since({ eve: tree(), packages: 'changed' }, tree())).toMatchObject({ lostFiles: [], administrator: [PATH] });
    expect(since({ last: null, eve: tree(), packages: 'changed' }, tree())).toMatchObject({ lostFiles: [], administrator: [PATH, WANTS] });
  });
});

describe('where packages may have changed with no hook', () => {
  it('what is gone and what leads elsewhere stays so, and is named', () => {
    const now: Tree = { ...tree('/etc/foo/his'), links: { [WANTS]: '/elsewhere' } };
    const found = since({ last: { tree: HOST.tree, packages: '' }, packages: 'maybe' }, now, { links: [{ path: WANTS, package: '', target: '/elsewhere' }] });
    expect(found).toMatchObject({ lostFiles: [PATH], administrator: [], strays: [] });
    const plan = planPutBack(HOST, found, hostNow({ [WANTS]: { kind: 'link', target: '/elsewhere' } }, { copies: new Map([[BEFORE, '/copy']]), exists: () => true }));
    expect(plan).toMatchObject({ steps: [], kept: [{ path: WANTS, why: 'nobody saw whether a package led it elsewhere or somebody did' }, { path: PATH }] });
  });
});

it('a link of before that a script led elsewhere leads where it did', () => {
  const seen = { tree: { ...tree(PATH), links: { [WANTS]: '/elsewhere' } }, arrived: [], changed: new Set<string>(), helperDigests: {}, witnesses: {}, diverted: new Map(), users: [], groups: [], doubtful: new Set<string>() };
  const now = hostNow({ [WANTS]: { kind: 'link', target: '/elsewhere' } }, { exists: () => true });
  expect(planPutBack(HOST, findLeftovers(HOST, { ...seen, administrator: new Set() }), now).steps).toEqual([{ kind: 'restore-link', path: WANTS, from: '/elsewhere', target: '/usr/lib/foo' }]);
  expect(planPutBack(HOST, findLeftovers(HOST, { ...seen, administrator: new Set([WANTS]) }), now).steps).toEqual([]);
});

it('a package has its file where somebody diverted it, and what was there is known', () => {
  const arrived = [{ key: 'foo:all=2', name: 'foo', files: [{ path: PATH, digest: BEFORE }] }];
  const seen = { tree: tree(`${PATH}.his`), arrived, changed: new Set(['foo']), helperDigests: {}, witnesses: {}, users: [], groups: [], administrator: new Set<string>(), doubtful: new Set<string>() };
  const files = (by: string, known = true): string[] => findLeftovers(known ? { ...HOST, conffiles: { ...HOST.conffiles, [`${PATH}.his`]: KNOWN } } : HOST, { ...seen, diverted: new Map([[PATH, { to: `${PATH}.his`, by }]]) }).files.map(({ path }) => path);
  expect(files(':')).toEqual([`${PATH}.his`]);
  // Diverted since, it is his.
  expect(files(':', false)).toEqual([PATH]);
  // Its own diversion is of another's file; and one entry is enough, whoever renamed what.
  expect(files('foo')).toEqual([PATH, `${PATH}.his`]);
});

it("what deb-systemd-helper keeps of the image's units is of packages, whichever they are", () => {
  const path = '/var/lib/systemd/deb-systemd-helper-enabled/foo.service.dsh-also';
  const host = baseline({ tree: { folders: [], files: [path], links: {} }, conffiles: { [path]: { ...KNOWN, package: ANY } } });
  const seen = { tree: { folders: [], files: [], links: {} }, arrived: [], changed: new Set<string>(), helperDigests: {}, witnesses: {}, diverted: new Map(), users: [], groups: [], administrator: new Set<string>(), doubtful: new Set<string>() };
  expect(findLeftovers(host, seen).lostFiles).toEqual([path]);
});
