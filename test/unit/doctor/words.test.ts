// What doctor found, in the order in which it is told and repaired.

import { describe, expect, it } from '@jest/globals';
import { DATABASE_KINDS, type Finding } from '../../../src/doctor/findings.ts';
import { doctorJson, doctorLines, repairLines } from '../../../src/doctor/words.ts';

/** One of each kind, the last ones first. */
const FINDINGS: Finding[] = [
  { kind: 'stray-link', name: 'vi', detail: '/usr/bin/vim.tiny' },
  { kind: 'alternative-link', name: 'awk', detail: '/usr/bin/gawk' },
  { kind: 'alternative', name: 'editor', detail: '/usr/bin/vim.basic' },
  { kind: 'rpm-ghost', name: 'jq', detail: '1.7-1.fc42' },
  { kind: 'unconfigured', name: 'nginx', detail: '1.26.3-3' },
  { kind: 'selected', name: 'htop', detail: '' },
  { kind: 'other-version', name: 'curl', detail: '8.14.1-2' },
  { kind: 'ghost', name: 'strace', detail: '6.13-1' },
  { kind: 'ghost', name: 'ltrace', detail: '0.7.91-1' },
  { kind: 'failed-change', name: 'bash', detail: '5.2.37-2' },
  { kind: 'failed-install', name: 'tree', detail: '2.2.1-1' },
  { kind: 'open-record', name: '/etc', detail: 'a step failed' },
  { kind: 'overlay', name: '/usr', detail: 'ostree says none' },
  { kind: 'cut-short', name: '/var/lib/dpkg-old', detail: '' },
];

describe('doctor', () => {
  it('tells of what must be repaired first, first; several of a kind together', () => {
    const lines = doctorLines(FINDINGS, 200);
    const told = lines.filter((line) => line.startsWith(' ')).map((line) => line.trim());
    expect(told).toEqual([
      '/var/lib/dpkg-old', 'ostree says none', 'a step failed', 'tree 2.2.1-1', 'bash 5.2.37-2', 'strace 6.13-1', 'ltrace 0.7.91-1', 'curl 8.14.1-2', 'htop', 'nginx 1.26.3-3', 'jq 1.7-1.fc42',
      'editor: /usr/bin/vim.basic', 'awk: /usr/bin/gawk', 'vi: /usr/bin/vim.tiny',
    ]);
    expect(lines.filter((line) => line === '')).toHaveLength(12);
  });

  it('tells of nothing where nothing was found', () => {
    expect([doctorLines([], 80), repairLines([])]).toEqual([[], []]);
  });

  it('says what --fix will do, of all that it can repair', () => {
    expect(repairLines(FINDINGS).filter((line) => line.startsWith(' ')).map((line) => line.trim().split(/[ :]/)[0])).toEqual(
      ['/var/lib/dpkg-old', 'tree', 'bash', 'strace', 'ltrace', 'curl', 'htop', 'jq', 'editor', 'awk', 'vi'],
    );
    expect(repairLines([{ kind: 'unconfigured', name: 'nginx', detail: '1' }, { kind: 'overlay', name: '/usr', detail: 'x' }])).toEqual([]);
  });

  it('has the same order in JSON', () => {
    const { findings } = JSON.parse(doctorJson({ findings: FINDINGS, unjudged: [] }, { repaired: [], backups: [] })) as { findings: Finding[] };
    expect(findings.map(({ kind }) => kind)).toEqual(
      ['cut-short', 'overlay', 'open-record', 'failed-install', 'failed-change', 'ghost', 'ghost', 'other-version', 'selected', 'unconfigured', 'rpm-ghost', 'alternative', 'alternative-link', 'stray-link'],
    );
  });

  it("repairs dpkg's database for what dpkg itself does not repair", () => {
    expect(FINDINGS.filter(({ kind }) => DATABASE_KINDS.has(kind)).map(({ name }) => name)).toEqual(['htop', 'curl', 'strace', 'ltrace', 'bash', 'tree']);
  });
});
