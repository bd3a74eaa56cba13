// What the --json answers look like is published in docs: every captured host's answer must fit.
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { parseRpmPackages } from '../../../src/packages/package-set.ts';
import { FINDING_KINDS, type Finding } from '../../../src/doctor/findings.ts';
import { packageChanges } from '../../../src/packages/package-changes.ts';
import { emptyTotals, type TreeChange } from '../../../src/diff/tree-change.ts';
import type { Holder } from '../../../src/holders/holders.ts';
import type { OverlayRecord } from '../../../src/record/record.ts';
import { reportOverlay } from '../../../src/overlay/status-report.ts';
import { checkAnswer } from '../../../src/guard/words/check-answer.ts';
import { containerfileJson } from '../../../src/diff/containerfile.ts';
import { diffJson } from '../../../src/diff/words.ts';
import { doctorJson } from '../../../src/doctor/words.ts';
import { holdersJson } from '../../../src/holders/words.ts';
import { packagesJson } from '../../../src/diff/package-words.ts';
import { judge } from '../../../src/guard/judgement.ts';
import { logJson } from '../../../src/record/log-words.ts';
import type { KeptThing } from '../../../src/kept/kept-entry.ts';
import { keptJson } from '../../../src/kept/words.ts';
import { statusJson } from '../../../src/overlay/words/status-words.ts';
import { situation } from '../overlay/situations.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

function wrong(name: string, json: string): unknown {
  const schema = JSON.parse(readFileSync(`${ROOT}docs/${name}.schema.json`, 'utf8')) as Record<string, unknown>;
  // Stricter than published: a field that is not in the schema has not been written down.
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictTuples: false }).compile({ ...schema, additionalProperties: false });
  validate(JSON.parse(json));
  return validate.errors;
}

const HOSTS = readdirSync(`${ROOT}test/hosts`, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

describe.each(HOSTS)('%s', (name) => {
  const { facts, mounts } = situation(name);

  it('check --json', () => {
    for (const files of [[], [{ path: '/etc/a', text: 'policy = 1\nmessage = "Ask."\n' }], [{ path: '/etc/b', reason: 'not a plain file' }]]) {
      expect(wrong('check', JSON.stringify(checkAnswer(judge(facts, files, null))))).toBeNull();
    }
  });

  it('status --json, to root and to others', () => {
    const room = { used: 1, free: 2, available: 1 };
    expect(wrong('status', statusJson(reportOverlay(facts, mounts, { room, turnedOn: { since: '2026-11-22T20:00:00.123Z', by: 'ada' }, holders: 3, packages: { installed: ['jq'], upgraded: [], downgraded: [], removed: [] } })))).toBeNull();
    expect(wrong('status', statusJson(reportOverlay(facts, mounts, { room: null, turnedOn: { since: null, by: null }, holders: null, packages: null })))).toBeNull();
  });
});

it('holders --json', () => {
  const reasons = (['exe', 'map', 'cwd', 'root', 'fd'] as const).map((kind) => ({ kind, path: '/usr/x', deleted: false, writable: kind === 'fd' }));
  const holder: Holder = { pid: 7, user: 'root', command: 'daemon', unit: null, reasons, own: false, namespace: 'other', detached: true };
  expect(wrong('holders', holdersJson([holder, { ...holder, unit: 'a.service' }]))).toBeNull();
  expect(wrong('holders', holdersJson([]))).toBeNull();
});

it('doctor --json', () => {
  const findings = FINDING_KINDS.map((kind): Finding => ({ kind, name: 'a', detail: kind === 'rpm-ghost' ? '' : '1.0' }));
  expect(wrong('doctor', doctorJson({ findings, unjudged: ['a: why'] }, { repaired: findings, backups: ['/var/lib/x'] }))).toBeNull();
  expect(wrong('doctor', doctorJson({ findings: [], unjudged: [] }, { repaired: [], backups: [] }))).toBeNull();
});

describe('diff --json', () => {
  const totals = { overlay: emptyTotals(), staying: emptyTotals() };
  const rest = { totals, since: null, persistence: 'transient', notes: ['a sentence'], parked: 'Debian (a)', only: [{ path: '/usr/local', persistence: 'persistent', totals: emptyTotals() }] };
  const removed: TreeChange = { path: '/usr/lat\xe9', change: 'removed', type: 'symlink', what: null, size: null, sizeBefore: 0, again: false };
  const changed: TreeChange = { ...removed, path: '/etc/a', change: 'changed', what: 'metadata', size: 7 };
  const json = (files: TreeChange[], staying: TreeChange[]): string => [...diffJson(files, staying.map((change) => ({ ...change, asShipped: true })), ({ path }) => path === '/etc/a', () => rest)].join('\n');

  it.each([[[], []], [[removed], [changed]], [[removed, changed], [changed, removed]]])('%#', (files, staying) => {
    expect(wrong('diff', json(files, staying))).toBeNull();
    expect((JSON.parse(json(files, staying)) as { files: unknown[] }).files).toHaveLength(files.length);
  });

  it('packages and containerfile', () => {
    const changes = packageChanges(parseRpmPackages('a\tnoarch\t1-1\nb\tnoarch\t1-1\n'), parseRpmPackages('a\tnoarch\t2-1\nc\tnoarch\t1-1\n'));
    expect(changes).toHaveLength(3);
    expect(wrong('diff-packages', packagesJson(changes, ['a sentence']))).toBeNull();
    expect(wrong('diff-containerfile', containerfileJson(['RUN a'], []))).toBeNull();
  });
});

it('log --json', () => {
  const change = { manager: 'dpkg', name: 'strace', label: 'strace', architecture: 'amd64', change: 'installed', before: null, after: '6.1', asked: true, implied: false } as const;
  const record: OverlayRecord = { schema: 1, id: '20261122T200000Z-0f0f0f0f', overlay: { boot: 'x', device: '0:40', born: 1 }, since: '2026-11-22T20:00:00.123Z', by: 'ada', backend: 'ostree', accessMode: 'readWrite', persistence: 'transient', packages: [change], ended: null, putBack: null };
  const putBack = { removed: ['/etc/a'], restored: [], kept: [{ path: '/etc/b', why: 'it was edited' }], users: ['c'], groups: [] };
  expect(wrong('log', logJson([record, { ...record, since: null, by: null, ended: { how: 'reboot', at: '2026-11-22T21:00:00.000Z' }, putBack }]))).toBeNull();
  expect(wrong('log', logJson([{ ...record, ended: { how: 'down', at: '2026-11-22T21:00:00.000Z' }, putBack, pending: [{ path: '/etc/a', why: 'EROFS' }] }]))).toBeNull();
  expect(wrong('log', logJson([], () => null, [{ folder: '/usr/local', persistence: 'transient', since: '2026-11-22T21:00:00.000Z', by: null, boot: 'a', ended: { how: 'reboot', at: null } }]))).toBeNull();
  expect(wrong('log', logJson([]))).toBeNull();
});

it('kept --json', () => {
  const thing: KeptThing = { path: '/etc/a', type: 'file', why: 'a', overlay: null, at: '2026-11-22T21:00:00.000Z', mtime: '2026-11-22T21:00:00.000Z', mode: 0o644, uid: 0, gid: 0, size: 1, digest: 'ab', target: null, copy: '1/a', from: null, folder: '20261122T210000Z' };
  expect(wrong('kept', keptJson([thing, { ...thing, type: 'link', digest: null, target: '/b', copy: null, overlay: 'x' }, { ...thing, copy: null, from: 'the package a' }]))).toBeNull();
  expect(wrong('kept', keptJson([]))).toBeNull();
});
