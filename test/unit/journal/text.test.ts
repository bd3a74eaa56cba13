// A journal entry is lines of FIELD=value: whatever a name holds, it begins no field of its own.
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { journalFields, type JournalEntry } from '../../../src/journal/entry.ts';
import { managerOf } from '../../../src/guard/request/request.ts';
import { journalText, syslogText } from '../../../src/journal/text.ts';

const REFUSED: JournalEntry = { event: 'refused', rule: 'image-locked', manager: 'apt', verb: 'install', packages: ['strace', 'jq'] };
const CHANGED: JournalEntry = {
  event: 'packages-changed',
  backend: 'ostree',
  manager: 'dpkg',
  changes: [
    { label: 'strace', change: 'installed' },
    { label: 'base-files', change: 'upgraded' },
    { label: 'libunwind8', change: 'installed' },
  ],
};

describe('entries', () => {
  test('a refusal', () => {
    expect(journalText(journalFields(REFUSED, 'alice'))).toBe(
      [
        'MESSAGE=refused apt install strace jq: image-locked',
        'MESSAGE_ID=884d855043f64d1abb3ec72ab0e87534',
        'PRIORITY=4',
        'SYSLOG_IDENTIFIER=usr-overlay',
        'APT_IMAGE_BASED_EVENT=refused',
        'APT_IMAGE_BASED_USER=alice',
        'APT_IMAGE_BASED_RULE=image-locked',
        'APT_IMAGE_BASED_MANAGER=apt',
        'APT_IMAGE_BASED_VERB=install',
        'APT_IMAGE_BASED_PACKAGE=strace',
        'APT_IMAGE_BASED_PACKAGE=jq',
        '',
      ].join('\n'),
    );
  });

  test('packages changed', () => {
    const fields = journalFields(CHANGED, null);
    expect(fields[0]).toEqual(['MESSAGE', 'dpkg: packages changed in the overlay: installed strace libunwind8, upgraded base-files']);
    expect(fields.slice(5)).toEqual([
      ['APT_IMAGE_BASED_BACKEND', 'ostree'],
      ['APT_IMAGE_BASED_MANAGER', 'dpkg'],
      ['APT_IMAGE_BASED_INSTALLED', 'strace'],
      ['APT_IMAGE_BASED_INSTALLED', 'libunwind8'],
      ['APT_IMAGE_BASED_UPGRADED', 'base-files'],
    ]);
  });

  test.each<[JournalEntry, string, [string, string][]]>([
    [
      { event: 'overlay-on', backend: 'bootc', accessMode: 'readWrite', persistence: 'transient' },
      '680f26d8d72f487e9d0e787635d1725c',
      [['APT_IMAGE_BASED_BACKEND', 'bootc'], ['APT_IMAGE_BASED_ACCESS_MODE', 'readWrite'], ['APT_IMAGE_BASED_PERSISTENCE', 'transient']],
    ],
    [{ event: 'overlay-off', backend: 'ostree' }, 'e7826acb35734c71be448d39a8b8fbe0', [['APT_IMAGE_BASED_BACKEND', 'ostree']]],
    [{ event: 'overlay-off', backend: null }, 'e7826acb35734c71be448d39a8b8fbe0', []],
    [{ event: 'packages-changed', backend: 'ostree', manager: null, changes: [] }, '5c068d61cb9b4dfb939db0f07d50cd19', [['APT_IMAGE_BASED_BACKEND', 'ostree']]],
    [{ ...REFUSED, verb: null, packages: [] }, '884d855043f64d1abb3ec72ab0e87534', [['APT_IMAGE_BASED_RULE', 'image-locked'], ['APT_IMAGE_BASED_MANAGER', 'apt']]],
  ])('the fields of %j', (entry, id, expected) => {
    const [, identity, priority, ...fields] = journalFields(entry, null);
    expect([identity, priority]).toEqual([['MESSAGE_ID', id], ['PRIORITY', entry.event === 'refused' ? '4' : '5']]);
    expect(fields.slice(2)).toEqual(expected);
  });

  test('a message names ten packages, the fields two hundred', () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);
    const [message, ...fields] = journalFields({ ...REFUSED, packages: names(201) }, null);
    expect(message?.[1]).toBe(`refused apt install ${names(10).join(' ')} and 191 more: image-locked`);
    expect(fields.filter(([name]) => name === 'APT_IMAGE_BASED_PACKAGE')).toHaveLength(200);
    expect(journalFields({ ...REFUSED, packages: names(10) }, null)[0]?.[1]).toBe(`refused apt install ${names(10).join(' ')}: image-locked`);
  });

  test.each<[JournalEntry, string]>([
    [{ ...REFUSED, verb: null, packages: [] }, 'refused apt: image-locked'],
    [{ event: 'packages-changed', backend: 'ostree', manager: null, changes: [{ label: 'a', change: 'removed' }] }, 'packages changed in the overlay: removed a'],
    [{ event: 'overlay-on', backend: 'bootc', accessMode: 'readWrite', persistence: 'transient' }, 'a read/write overlay is on /usr now, by bootc'],
    [{ event: 'overlay-on', backend: 'native', accessMode: 'readOnly', persistence: 'transient' }, 'a read-only overlay is on /usr now, by native'],
    [{ event: 'overlay-on', backend: 'ostree', accessMode: 'readWrite', persistence: 'persistent' }, 'a hotfix is on /usr now, by ostree'],
    [{ event: 'overlay-off', backend: 'ostree' }, 'the overlay on /usr is off, by ostree'],
    [{ event: 'overlay-off', backend: null }, 'what an earlier overlay on /usr had left behind is removed'],
  ])('syslog has the message alone: %j', (entry, line) => {
    expect(syslogText(journalFields(entry, 'alice'))).toBe(`${line}\n`);
  });

  it('names all the managers', () => {
    expect((['early', 'archives', 'dpkg', 'dnf4', 'dnf5-repos', 'dnf5-goal', 'dnf5-library'] as const).map(managerOf)).toEqual(['apt', 'apt', 'dpkg', 'dnf4', 'dnf5', 'dnf5', 'dnf5']);
  });
});

describe('encoding', () => {
  const values = fc.array(fc.string({ unit: 'binary', maxLength: 3000 }), { maxLength: 300 });

  test('no value begins a line, or carries a control character', () => {
    fc.assert(
      fc.property(values, fc.string({ unit: 'binary' }), (packages, user) => {
        const fields = journalFields({ ...REFUSED, packages }, user);
        const lines = journalText(fields).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => line.replace(/=.*/, ''))).toEqual(fields.map(([name]) => name));
        for (const line of lines) expect(line).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028\u2029]/);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(8100);
        expect(lines.length).toBeLessThan(230);
      }),
    );
  });

  test('what is harmless stays as it is', () => {
    expect(journalText([['MESSAGE', 'ä = "b" \\ 日本']])).toBe('MESSAGE=ä = "b" \\ 日本\n');
  });

  test('a line break is spelled, a lone surrogate replaced', () => {
    expect(journalText([['MESSAGE', 'a\nPRIORITY=0\r\u0085\u2028\ud800']])).toBe('MESSAGE=a\\x0aPRIORITY=0\\x0d\\x85\\x2028\ufffd\n');
  });
});
