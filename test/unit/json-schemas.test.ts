// What the three --json answers look like is published in docs: every captured host's answer must fit.
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { decide } from '../../src/core/decide.ts';
import type { Holder } from '../../src/core/holders.ts';
import { describeHost } from '../../src/core/host.ts';
import { reportOverlay } from '../../src/core/overlay-report.ts';
import { PLAIN_REQUEST } from '../../src/core/request.ts';
import { checkJson } from '../../src/render/check.ts';
import { holdersJson } from '../../src/render/holders.ts';
import { refusalHints } from '../../src/render/refusal.ts';
import { statusJson } from '../../src/render/status.ts';
import { situation } from './overlay/situations.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

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
    const host = describeHost(facts);
    const verdict = decide(host, PLAIN_REQUEST);
    const problems = [{ file: '/etc/a', line: null, key: 'policy', reason: 'wrong' }];
    const configuration = { files: ['/etc/a'], problems, policy: 'refuse', message: ['Ask.'], documentation: null } as const;
    expect(wrong('check', checkJson(verdict, host, refusalHints(verdict.rule, host), configuration))).toBeNull();
  });

  it('status --json, to root and to others', () => {
    const room = { used: 1, free: 2 };
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
