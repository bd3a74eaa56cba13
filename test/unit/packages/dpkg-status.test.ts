import { describe, expect, it } from '@jest/globals';
import { asInstalled, dpkgName, findNotRemoved, infoName, parseStanzas, renderStatus } from '../../../src/packages/dpkg-status.ts';

const entry = (name: string, status: string, more = ''): string => `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: 1:2.0-1${more}`;

it('reads and writes a status file without a change', () => {
  const text = `${entry('one', 'install ok installed', '\nConffiles:\n /etc/one 0123\nDescription: d\n .\n Status: no')}\n\n${entry('two', 'deinstall reinstreq half-installed')}\n\n`;
  const stanzas = parseStanzas(text) ?? [];
  expect(stanzas.map(({ name, version, want, error, state }) => [name, version, want, error, state])).toEqual([
    ['one', '1:2.0-1', 'install', 'ok', 'installed'],
    ['two', '1:2.0-1', 'deinstall', 'reinstreq', 'half-installed'],
  ]);
  expect(renderStatus(stanzas, new Map())).toBe(text);
});

it.each(['', '\n', ' \n\n\n'])('knows no package from %j', (text) => {
  expect(parseStanzas(text)).toEqual([]);
});

it('knows a package that is only selected', () => {
  const text = 'Package: nano\nStatus: deinstall ok not-installed\nPriority: important\nSection: editors';
  const [nano] = parseStanzas(`${text}\n`) ?? [];
  expect(nano).toEqual({ name: 'nano', architecture: '', version: '', want: 'deinstall', error: 'ok', state: 'not-installed', text });
  expect(nano && dpkgName(nano)).toBe('nano');
});

it('takes what dpkg wrote last', () => {
  const found = parseStanzas(`${entry('one', 'install ok installed')}\n`, [`${entry('one', 'install ok half-configured')}\n`, `${entry('one', 'install ok unpacked')}\n`, '\n']);
  expect(found?.map(({ name, state }) => [name, state])).toEqual([['one', 'unpacked']]);
});

describe('takes no text that is none of dpkg\'s own', () => {
  it.each([
    ['half a file', 'half a file'],
    ['a package without a name', 'Status: install ok installed\nVersion: 1'],
    ['a package without a state', 'Package: a\nVersion: 1'],
    ['a state that was cut short', 'Package: a\nStatus: install ok'],
    ['a state of one word more', entry('a', 'install ok installed twice')],
  ])('%s', (_, text) => {
    expect(parseStanzas(text)).toBeUndefined();
    expect(parseStanzas(`${entry('fine', 'install ok installed')}\n\n${text}\n`)).toBeUndefined();
  });
});

it('puts in what is replaced, by its name and architecture', () => {
  const stanzas = parseStanzas(`${entry('one', 'install ok installed')}\n\n${entry('two', 'install ok installed')}\n\n`) ?? [];
  expect(renderStatus(stanzas, new Map([['two:amd64', 'Package: two'], ['one', 'not it']]))).toBe(`${entry('one', 'install ok installed')}\n\nPackage: two\n\n`);
});

it('names packages as dpkg does', () => {
  const [same] = parseStanzas(entry('lib', 'install ok installed', '\nMulti-Arch: same')) ?? [];
  expect(same && [dpkgName(same), infoName(same)]).toEqual(['lib:amd64', 'lib:amd64']);
  const [all] = parseStanzas(entry('doc', 'install ok installed').replace('amd64', 'all')) ?? [];
  expect(all && [dpkgName(all), infoName(all)]).toEqual(['doc', 'doc']);
});

it('calls a package installed and nothing else', () => {
  const broken = `Package: a\nStatus: deinstall reinstreq half-installed\nVersion: 1\nConfig-Version: 1\nTriggers-Pending: x\nDescription: d\n Status: kept`;
  expect(asInstalled({ text: broken, want: 'deinstall' })).toBe('Package: a\nStatus: install ok installed\nVersion: 1\nDescription: d\n Status: kept');
  expect(asInstalled({ text: broken, want: 'hold' })).toContain('\nStatus: hold ok installed\n');
});

it('finds what dpkg said to have removed and has not', () => {
  const stanzas = parseStanzas(`${entry('one', 'deinstall ok config-files')}\n\n${entry('two', 'install ok installed')}\n`) ?? [];
  expect(findNotRemoved(stanzas, ['one:amd64', 'gone:amd64'])).toBeUndefined();
  expect(findNotRemoved(stanzas, ['one:amd64', 'two:amd64'])).toMatchObject({ name: 'two', state: 'installed' });
});
