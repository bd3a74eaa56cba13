import { describe, expect, it } from '@jest/globals';
import { parseAptCommand } from '../../../../src/guard/request/apt-command.ts';
import { parseAptConfig } from '../../../../src/guard/request/apt-config.ts';
import { aptIntent, architectureArguments, planIsEmpty, simulationArguments } from '../../../../src/guard/request/apt-request.ts';

const NONE = { changesNothing: false, otherRoot: false, remountsUsr: false, hooks: [], declines: false };

const isSlash = (path: string) => path === '/';
const noScript = { scriptsOf: () => '', named: [] };

function intent(line: string, config = '') {
  return aptIntent(parseAptCommand(line.split(' ')), parseAptConfig(config), 'early', isSlash, noScript);
}

describe('a command line that changes nothing', () => {
  it.each([
    'apt-get -s install x',
    'apt-get install x -s',
    'apt-get install x --simulate',
    'apt-get install x --just-print',
    'apt-get install x --dry-run',
    'apt-get install x --recon',
    'apt-get install x --no-act',
    'apt-get install x --SIMULATE',
    'apt-get install x --simulate=true',
    'apt-get install x --simulate yes',
    'apt-get install x -s=yes',
    'apt-get -sy install x',
    'apt-get -ys install x',
    'apt-get -qqs install x',
    'apt-get -q2 -s install x',
    'apt-get -o APT::Get::Simulate=1 install x',
    'apt-get -oAPT::Get::Simulate=1 install x',
    'apt-get -o=apt::get::simulate=on install x',
    'apt-get --option APT::Get::Simulate=yes install x',
    'apt-get --option=APT::Get::Simulate=yes install x',
    'apt-get -o APT::Get::Simulate=false -s install x',
    'apt-get -d install x',
    'apt-get -yd install x',
    'apt-get --download-only install x',
    'apt-get -o APT::Get::Download-Only=true install x',
    'apt-get --print-uris install x',
    'apt-get -o APT::Get::Print-URIs=true install x',
    'apt-get -o Debug::pkgDPkgPM=1 install x',
    'apt-get -t stable -s install x',
    'apt-get --no-no-act=false -s install x',
  ])('%s', (line) => {
    expect(intent(line)).toEqual({ ...NONE, changesNothing: true });
  });
});

describe('a command line that changes the host', () => {
  it.each([
    'apt-get install x',
    'apt-get install -- -s',
    'apt-get -y install x --no-install-recommends',
    'apt-get -s -o APT::Get::Simulate=false install x',
    'apt-get -s --no-simulate install x',
    'apt-get -s --simulate=no install x',
    'apt-get -s=no install x',
    'apt-get --no-download-only install x',
    'apt-get -t s install x',
    'apt-get -o Dpkg::Options::=--force-confold install x',
    'apt-get -o Acquire::Retries=3 install sd',
    'apt-get --target-release s install x',
    'apt-get -o Dir=/target install x',
    'apt-get -o RootDir=/ install x',
    'apt-get -o Debug::pkgDPkgPM=0 install x',
    'apt-get --comment=-s install x',
  ])('%s', (line) => {
    expect(intent(line)).toEqual(NONE);
  });
});

it.each([
  ['DPkg::Options "";\nDPkg::Options:: "--root=/build";'],
  ['DPkg::Options:: "--instdir=/build";'],
  ['RootDir "/target";'],
  ['DPkg::Chroot-Directory "/target/";'],
])('another root in the configuration: %s', (config) => {
  expect(intent('apt-get install x', config)).toEqual({ ...NONE, otherRoot: true });
});

it.each([
  ['DPkg::Options:: "--root=/";'],
  ['DPkg::Options:: "--force-confold";'],
  ['DPkg::Options:: "x--root=/build";'],
])('the same root in the configuration: %s', (config) => {
  expect(intent('apt-get install x', config)).toEqual(NONE);
});

it.each([
  ['mount -o remount,rw /usr', true],
  ['test -w /usr || /bin/mount /usr -o rw,remount', true],
  ['mount -oremount,rw /usr', true],
  ['mount -o remount -w /usr', true],
  ['mount --options=remount --read-write /usr', true],
  ['mount -o remount,rw /', true],
  ['mount -o remount,rw /boot; mount -o remount,rw /usr/', true],
  ["sh -c 'mount -o remount,rw /usr'", true],
  ['MODE=rw; mount -o remount,$MODE $PLACE', true],
  ['mount -o remount,rw /boot', false],
  ['/bin/mount -o remount,rw /usr/local; ls /usr', false],
  ['mount /usr -o remount,ro', false],
  ['test -w /usr && mount /usr -oremount,ro', false],
  [': refused by apt-image-based because /usr is read-only; if test -x /usr/libexec/apt-image-based/hook; then set archives; . /usr/libexec/apt-image-based/hook; fi', false],
])('DPkg::Pre-Invoke %s remounts: %s', (line, remountsUsr) => {
  expect(intent('apt-get install x', `DPkg::Pre-Invoke "";\nDPkg::Pre-Invoke:: "${line}";`)).toMatchObject({ ...NONE, remountsUsr, hooks: line.includes('/usr/libexec/apt-image-based/hook') ? [] : [line] });
});

it('asks apt-config the same question', () => {
  expect(parseAptCommand('apt-get -o A=1 -c conf --config-file=other -oB=2 install -- -o C=3'.split(' ')).configArguments).toEqual([
    '-o', 'A=1', '-c', 'conf', '-c', 'other', '-o', 'B=2',
  ]);
});

it.each([
  ['apt-get -y install x', ['-qq', '-o', 'APT::Get::Simulate=true', '-y', 'install', 'x', '-o', 'APT::Get::Simulate=true', '-o', 'Dir::Log::Planner=', '-o', 'APT::Update=false', '-c', '/clear']],
  ['apt-get --no-simulate install -- x', ['-qq', '-o', 'APT::Get::Simulate=true', '--no-simulate', 'install', '-o', 'APT::Get::Simulate=true', '-o', 'Dir::Log::Planner=', '-o', 'APT::Update=false', '-c', '/clear', '--', 'x']],
])('the simulation of %s simulates whatever the line says', (line, expected) => {
  const words = line.split(' ');
  const simulation = simulationArguments(parseAptCommand(words), words, '/clear');
  expect(simulation).toEqual(expected);
  expect(aptIntent(parseAptCommand(['apt-get', ...simulation]), new Map(), 'early', isSlash, noScript).changesNothing).toBe(true);
});

it.each([
  ['Reading package lists...\nx is already the newest version (1).\n', true],
  ['', true],
  ['Inst x (1 local [all])\nConf x (1 local [all])\n', false],
  ['Remv x [1]\n', false],
  ['Purg x [1]\n', false],
  ['Conf half-configured (1 local [all])\n', false],
  ['The plan: Inst x (1 local [all])\n', true],
])('plan %j is empty: %s', (simulation, empty) => {
  expect(planIsEmpty(simulation)).toBe(empty);
});

it.each([
  ['', []],
  ['APT::Architecture "amd64";', []],
  ['APT::Architectures "";\nAPT::Architectures:: "amd64";\nAPT::Architectures:: "i386";', ['-o', 'APT::Architectures::=amd64', '-o', 'APT::Architectures::=i386']],
])('of the architectures in %j apt is told %j', (config, words) => {
  expect(architectureArguments(parseAptConfig(config))).toEqual(words);
});
