// Which words of an apt command line are options, which are their values, and which is the verb.

import { describe, expect, it } from '@jest/globals';
import { parseAptCommand } from '../../../../src/guard/request/apt-command.ts';
import { addSetting, isTrue, listOf, parseAptBoolean, parseAptConfig, settingOf } from '../../../../src/guard/request/apt-config.ts';

const parse = (line: string) => parseAptCommand(line.split(' '));

const TAKE_A_VALUE = [
  '--target-release', '--default-release', '--snapshot', '--host-architecture', '--build-profiles', '--with-source', '--solver', '--planner',
  '--comment', '--error-on', '--option', '--config-file', '-t', '-S', '-a', '-P', '-e', '-o', '-c',
];

describe('the verb', () => {
  it.each(TAKE_A_VALUE)('is not the value of %s', (option) => {
    expect(parse(`apt-get ${option} word install`).verb).toBe('install');
    expect(parse(`apt-get ${option} word- install`).verb).toBe('install');
    expect(parse(`apt-get ${option}=word install`).verb).toBe('install');
    expect(parse(`apt-get ${option} -y install`).verb).toBe('install');
  });

  it.each([
    ['apt-get install', 'install'],
    ['apt-get install x', 'install'],
    ['apt-get -- install', 'install'],
    ['apt-get install -- x', 'install'],
    ['apt-get --', null],
    ['apt-get', null],
    ['apt-get -t', null],
    ['apt-get -q 2 install', 'install'],
    ['apt-get -q 12 install', 'install'],
    ['apt-get -q 1x install', '1x'],
    ['apt-get -q x1 install', 'x1'],
    ['apt-get -q2 install', 'install'],
    ['apt-get -q2 3', '3'],
    ['apt-get --quiet 2 install', 'install'],
    ['apt-get --quiet install', 'install'],
    ['apt-get --silent install', 'install'],
    ['apt-get --silent 2 install', 'install'],
    ['apt-get --quiet=1 2', '2'],
    ['apt-get --simulate yes install', 'install'],
    ['apt-get --simulate install', 'install'],
    ['apt-get --simulate=yes no', 'no'],
    ['apt-get -s no install', 'install'],
    ['apt-get -sx no', 'no'],
    ['apt-get -sy no install', 'install'],
    ['apt-get -d=c install', 'install'],
    ['apt-get --no-simulate no', 'no'],
  ])('of %s is %s', (line, verb) => {
    expect(parse(line).verb).toBe(verb);
  });
});

describe('what the options set', () => {
  const simulate = (value: string): [string, string] => ['APT::Get::Simulate', value];
  it.each<[string, [string, string][]]>([
    ['apt-get install', []],
    ['apt-get --no-simulate', [simulate('false')]],
    ['apt-get --yes-simulate', [simulate('true')]],
    ['apt-get --no-s', [simulate('false')]],
    ['apt-get --recon', [simulate('true')]],
    ['apt-get -sno', [simulate('false')]],
    ['apt-get -q2s', [simulate('true')]],
    ['apt-get -qs2', [simulate('true')]],
    ['apt-get -t -s', [simulate('true')]],
    ['apt-get -o a=b=c', [['a', 'b=c']]],
    ['apt-get -o a', []],
    ['apt-get -c a=b', []],
    ['apt-get --no-target-release=a=b', []],
  ])('%s', (line, settings) => {
    expect(parse(line).settings).toEqual(settings);
  });

  it.each<[string, string[]]>([
    ['apt-get -c a=b', ['-c', 'a=b']],
    ['apt-get -dc conf', ['-c', 'conf']],
    ['apt-get install -c', ['-c', '']],
    ['apt-get -o=a=b=c', ['-o', 'a=b=c']],
    ['apt-get --no-config-file install', []],
    ['apt-get -o a', []],
  ])('apt-config is asked with: %s', (line, words) => {
    expect(parse(line).configArguments).toEqual(words);
  });
});

it.each([
  ...['no', 'false', 'without', 'off', 'disable', '0', '000', 'NO'].map((word) => [word, false] as const),
  ...['yes', 'true', 'with', 'on', 'enable', '1', '001', 'Yes'].map((word) => [word, true] as const),
  ...['', '2', '10', 'nono', 'maybeno', 'not', 'yess', 'xyes'].map((word) => [word, null] as const),
])('apt takes %j for %s', (word, meaning) => {
  expect(parseAptBoolean(word)).toBe(meaning);
});

describe('the configuration', () => {
  it('is its lines of key and value', () => {
    expect([...parseAptConfig('A "1";\na::B "x \\" y";\n A "2";\nA "3"; # no\nA 4;\nL:: "1";\nL:: "2";\n')]).toEqual([['a', ['1']], ['a::b', ['x \\" y']], ['l::', ['1', '2']]]);
  });

  it('adds to lists and replaces values', () => {
    const config = parseAptConfig('');
    addSetting(config, 'L::', '1');
    addSetting(config, 'L::', '2');
    addSetting(config, '::L', '1');
    addSetting(config, '::L', '2');
    expect([...config]).toEqual([['l::', ['1', '2']], ['::l', ['2']]]);
  });

  it('finds values and lists whatever the case', () => {
    const config = parseAptConfig('Dpkg::X "yes";\nDPkg::List "c";\nDPkg::List:: "a";\nDPkg::List::name "b";\nDPkg::Listing "no";\nX::DPkg::List:: "no";');
    expect(listOf(config, 'DPkg::List')).toEqual(['c', 'a', 'b']);
    expect([isTrue(config, 'DPKG::X'), isTrue(config, 'none'), settingOf(config, 'DPKG::X'), settingOf(config, 'none')]).toEqual([true, false, 'yes', '']);
  });
});
