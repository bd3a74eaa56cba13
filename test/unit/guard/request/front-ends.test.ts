// Front ends of apt and dpkg, by the words of their processes: what a person has typed, and what it works on.
import { describe, expect, it } from '@jest/globals';
import { parseAptCommand } from '../../../../src/guard/request/apt-command.ts';
import { aptIntent, asksFirst } from '../../../../src/guard/request/apt-request.ts';
import { dpkgOperands } from '../../../../src/guard/request/dpkg-words.ts';
import { aptWordsOf, callsOthers, frontEndOf } from '../../../../src/guard/request/front-end.ts';

const split = (line: string) => line.split(' ').filter((word) => word !== '');

it.each<[line: string, name: string, typed: string | null]>([
  ['apt-get -y install x', 'apt-get', 'apt-get -y install x'],
  ['/usr/bin/apt install x', 'apt', '/usr/bin/apt install x'],
  ['aptitude install x', 'aptitude', 'aptitude install x'],
  ['/usr/libexec/packagekitd', 'packagekitd', '/usr/libexec/packagekitd'],
  ['/usr/bin/python3 /usr/bin/nala install -y x', 'nala', 'nala install -y x'],
  ['/usr/bin/python3 -Es /usr/bin/gdebi -n ./x.deb', 'gdebi', 'gdebi -n ./x.deb'],
  ['/usr/bin/perl -w /usr/bin/tasksel install web-server', 'tasksel', 'tasksel install web-server'],
  ['python3.13 /usr/local/sbin/deploy x', 'deploy', 'deploy x'],
  ['python3 ./deploy.py x', 'deploy.py', 'python3 ./deploy.py x'],
  ['python3 ../deploy.py', 'deploy.py', 'python3 ../deploy.py'],
  ['python3 /root/deploy.py', 'deploy.py', 'python3 /root/deploy.py'],
  ['python3 -c import-apt', 'python3', 'python3 -c import-apt'],
  ['python3 -Wc error /usr/bin/nala', 'python3', 'python3 -Wc error /usr/bin/nala'],
  ['python3 -', 'python3', 'python3 -'],
  ['/usr/bin/python3 /root/.ansible/tmp/1/AnsiballZ_apt.py', 'AnsiballZ_apt.py', null],
  ['/usr/bin/python3 /usr/share/unattended-upgrades/unattended-upgrade-shutdown --wait-for-signal', 'unattended-upgrade-shutdown', null],
  ['python3 /tmp/x.py', 'x.py', null],
  ['', '', ''],
])('%s is %s', (line, name, typed) => {
  const found = frontEndOf(split(line));
  expect([found.name, found.typed?.join(' ') ?? null]).toEqual([name, typed]);
});

it.each([['gdebi ./x.deb', true], ['/usr/bin/python3 /usr/bin/wajig install x', true], ['bash ./gdebi.sh', false], ['apt-get install x', false], ['sshd', false]])('%s calls apt-get or dpkg: %s', (line, calls) => {
  expect(callsOthers(frontEndOf(split(line)))).toBe(calls);
});

it.each<[line: string, asked: string | null]>([
  ['nala install -y bash', 'apt-get install bash'],
  ['nala -y install --no-install-recommends bash jq=1.6', 'apt-get install bash jq=1.6'],
  ['nala upgrade', 'apt-get dist-upgrade'],
  ['nala upgrade --no-full', 'apt-get upgrade'],
  ['nala remove bash', 'apt-get remove bash'],
  ['nala history undo 3', null],
  ['nala', null],
  ['aptitude install bash', null],
])('what %s will do, %s tells', (line, asked) => {
  expect(aptWordsOf(frontEndOf(split(line)))?.join(' ') ?? null).toBe(asked);
});

it.each([
  ['apt-get --assume-no install x', true],
  ['apt-get -o APT::Get::Assume-No=1 install x', true],
  ['apt-get --assume-no -y install x', false],
  ['apt-get --assume-no -qy install x', false],
  ['apt-get --assume-no --assume-yes install x', false],
  ['apt-get --assume-no --yes install x', false],
  ['apt-get --assume-no --no-yes install x', true],
  ['apt-get --no-assume-no install x', false],
  ['apt-get install x', false],
])("%s answers apt's question with no: %s", (line, declines) => {
  expect(aptIntent(parseAptCommand(split(line)), new Map(), 'early', () => true, { scriptsOf: () => '', named: [] }).declines).toBe(declines);
});

describe('whether apt asks before it begins', () => {
  const named = (...names: string[]) => names.map((name) => ({ name, from: null, to: '1' }));
  it.each<[line: string, packages: Parameters<typeof asksFirst>[1], asks: boolean]>([
    ['apt-get install x', named('x'), false],
    ['apt-get reinstall x', named('x'), false],
    ['apt-get install x y', named('x', 'y'), false],
    ['apt-get install -- x y', named('x', 'y'), false],
    ['apt-get install x', named('x', 'of-x'), true],
    ['apt-get install x y', named('x'), true],
    ['apt-get install x-', [{ name: 'x', from: '1', to: null }], true],
    ['apt-get upgrade', named('x'), true],
    ['apt-get', named(), true],
  ])('%s: %j', (line, packages, asks) => {
    expect(asksFirst(parseAptCommand(split(line)), packages)).toBe(asks);
  });
});

it.each<[line: string, operands: string[]]>([
  ['dpkg -i x.deb ./y.deb', ['x.deb', './y.deb']],
  ['/usr/bin/dpkg --status-fd 23 --no-triggers --unpack --auto-deconfigure /var/cache/apt/archives/x_1_all.deb', ['/var/cache/apt/archives/x_1_all.deb']],
  ['dpkg --status-fd=23 --remove x', ['x']],
  ['dpkg --force-depends --remove x', ['x']],
  ['dpkg --root /r --admindir /a -D 1 --purge x', ['x']],
  ['dpkg -r -- --status-fd x', ['--status-fd', 'x']],
])('%s works on %j', (line, operands) => {
  expect(dpkgOperands(split(line))).toEqual(operands);
});
