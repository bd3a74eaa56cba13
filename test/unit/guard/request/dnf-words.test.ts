// Which words of a dnf 5 command line are options, which are their values, and which are the command.

import { describe, expect, it } from '@jest/globals';
import { parseDnf5Command } from '../../../../src/guard/request/dnf-command.ts';
import { dnf5Intent, dnfWords, persistenceIn } from '../../../../src/guard/request/dnf-request.ts';

const parse = (line: string) => parseDnf5Command(line.split(' '));
const changes = (line: string) => !dnf5Intent(parse(line), 'dnf5-repos', { assumeno: false, persistence: null, otherRoot: false }).changesNothing;

it.each<[line: string, offline: boolean]>([
  ['dnf5 upgrade --offline', true], ['dnf5 install --offline x', true], ['dnf5 system-upgrade download', true], ['dnf5 offline-upgrade download', true],
  ['dnf5 offline-distrosync download', true], ['dnf5 upgrade', false], ['dnf5 download x', false], ['dnf5 offline reboot', false],
])('%s leaves it to the next reboot: %s', (line, offline) => {
  expect(dnf5Intent(parse(line), 'dnf5-goal', { assumeno: false, persistence: null, otherRoot: false })).toMatchObject({ offline, otherRoot: false });
});

it('another root is told by the configuration', () => {
  expect(dnf5Intent(parse('dnf5 install x'), 'dnf5-goal', { assumeno: false, persistence: null, otherRoot: true }).otherRoot).toBe(true);
});

describe('the command', () => {
  it.each([
    '--config', '--color', '--repofrompath', '--setopt', '--setvar', '--exclude', '--comment', '--installroot', '--forcearch', '--dump-repo-config',
    '--enable-repo', '--disable-repo', '--repo', '--enablerepo', '--disablerepo', '--repoid', '--enable-plugin', '--disable-plugin',
    '--enableplugin', '--disableplugin', '--releasever', '--releasever-major', '--releasever-minor', '--from-repo', '--installed-from-repo',
    '--from-vendor', '--store', '--destdir', '--action', '--type', '--define', '--with', '--without', '--advisories', '--advisory',
    '--advisory-severities', '--bzs', '--bz', '--cves', '--cve', '-c', '-x', '-D',
  ])('is not the value of %s', (option) => {
    expect(parse(`dnf5 ${option} word install x`).command).toEqual(['install', 'x']);
    expect(parse(`dnf5 ${option}=word install x`).command).toEqual(['install', 'x']);
    expect(parse(`dnf5 ${option} -y install x`).command).toEqual(['install', 'x']);
  });

  it.each<[string, string[]]>([
    ['dnf5', []],
    ['dnf5 -- install x', ['install', 'x']],
    ['dnf5 install -- x y', ['install', 'x']],
    ['dnf5 install - x', ['install', '-']],
    ['dnf5 install x y', ['install', 'x']],
    ['dnf5 -4 --refresh install x', ['install', 'x']],
    ['dnf5 -D_with_tests builddep x', ['builddep', 'x']],
    ['dnf5 -c= /etc/x.conf install x', ['install', 'x']],
  ])('of %s is %j', (line, command) => {
    expect(parse(line).command).toEqual(command);
  });
});

describe('what the options say', () => {
  const none = { flags: [], settings: {}, configFile: null };
  it.each<[string, { flags?: string[]; settings?: Record<string, string>; configFile?: string }]>([
    ['dnf5 install x', {}],
    ['dnf5 -y install x', {}],
    ['dnf5 -y --downloadonly --best install x', { flags: ['downloadonly', 'best'] }],
    ['dnf5 install --store /tmp/plan x', { flags: ['store'] }],
    ['dnf5 --setopt=tsflags=test install x', { settings: { tsflags: 'test' } }],
    ['dnf5 --setopt tsflags install x', { settings: { tsflags: '' } }],
    ['dnf5 --setopt fedora.baseurl=http://a/?b=c install x', { settings: { 'fedora.baseurl': 'http://a/?b=c' } }],
    ['dnf5 --setopt best=0 --setopt best=1 install x', { settings: { best: '1' } }],
    ['dnf5 --setvar tsflags=test install x', {}],
    ['dnf5 --comment tsflags=test install x', {}],
    ['dnf5 -c/etc/a=b.conf install x', { configFile: '/etc/a=b.conf' }],
    ['dnf5 -c=/etc/x.conf install x', { configFile: '/etc/x.conf' }],
    ['dnf5 -xc install x', {}],
    ['dnf5 install x --config', { configFile: '' }],
  ])('%s', (line, said) => {
    const { flags, settings, configFile } = parse(line);
    expect({ flags: [...flags], settings: Object.fromEntries(settings), configFile }).toEqual({ ...none, ...said });
  });
});

describe('a command of two words', () => {
  it.each([
    ...['group', 'grp', 'environment'].flatMap((group) => ['install', 'remove', 'upgrade'].map((verb) => `${group} ${verb} x`)),
    'history undo last', 'history redo last', 'history rollback 3', 'offline reboot',
    ...['system-upgrade', 'offline-upgrade', 'offline-distrosync'].flatMap((upgrade) => [`${upgrade} download`, `${upgrade} reboot`]),
  ])('%s changes the host', (command) => {
    expect(changes(`dnf5 ${command}`)).toBe(true);
  });

  it.each([
    'group', 'group list', 'environment info x', 'history', 'history store', 'system-upgrade clean', 'offline-upgrade log', 'offline-distrosync status',
    'offline clean', 'repo install', 'advisory list',
  ])('%s does not', (command) => {
    expect(changes(`dnf5 ${command}`)).toBe(false);
  });
});

it.each<[words: string, typed: string | null]>([
  ['/usr/bin/dnf5 install ./rpms/x.rpm', 'dnf5 install ./rpms/x.rpm'],
  ['/usr/bin/python3 /usr/bin/yum install x', 'yum install x'],
  ['/usr/bin/python3 /opt/tools/dnf install x', null],
  ['dnf5 install x--transient', 'dnf5 install x--transient'],
  ['dnf5 install --transient-x', 'dnf5 install --transient-x'],
])('%s was typed as %s', (words, typed) => {
  expect(dnfWords(words.split(' '))?.join(' ') ?? null).toBe(typed);
});

it.each<[text: string, persistence: string | null]>([
  ['  [main]\npersistence=transient\n', 'transient'],
  ['name=[main]\npersistence=transient\n', null],
  ['persistence=transient\n', null],
])('the section of %j is minded', (text, persistence) => {
  expect(persistenceIn(text)).toBe(persistence);
});
