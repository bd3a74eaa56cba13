// Whether a hook of the administrator's will make /usr writable before dpkg runs.

import { expect, it } from '@jest/globals';
import { parseAptCommand } from '../../../../src/guard/request/apt-command.ts';
import { parseAptConfig } from '../../../../src/guard/request/apt-config.ts';
import { aptIntent } from '../../../../src/guard/request/apt-request.ts';
import { hooksToCome, remountsUsr } from '../../../../src/guard/request/remount-hooks.ts';

const isSlash = (path: string) => path === '/';
const noScript = { scriptsOf: () => '', named: [] };

function intent(line: string, config: string) {
  return aptIntent(parseAptCommand(line.split(' ')), parseAptConfig(config), 'early', isSlash, noScript);
}

it('early, every remount is yet to come', () => {
  const hooks = 'DPkg::Pre-Invoke:: "mount -o remount,rw /usr";\nDPkg::Pre-Invoke:: "exec /usr/libexec/apt-image-based/hook";';
  expect(intent('apt-get install x', hooks).remountsUsr).toBe(true);
});

it.each<['early' | 'archives', string]>([
  ['early', 'a b c d'],
  ['archives', 'd'],
])('the hooks that come after the layer %s', (layer, expected) => {
  const own = 'exec /usr/libexec/apt-image-based/hook';
  const lists = [['DPkg::Pre-Invoke', 'a', own, 'b'], ['DPkg::Pre-Install-Pkgs', 'c', own, 'd']];
  const config = parseAptConfig(lists.flatMap(([key, ...hooks]) => hooks.map((hook) => `${key}:: "${hook}";`)).join('\n'));
  expect(hooksToCome(config, layer).join(' ')).toBe(expected);
});

it.each<[hook: string, named: string[], expected: boolean]>([
  ['/opt/rw', ['/opt/rw'], true],
  ['test ! -x /opt/rw || /opt/rw --now;', ['/opt/rw'], true],
  ['systemctl start usr-rw.service', ['usr-rw.service'], true],
  ['/opt/rw-other', ['/opt/rw'], false],
  ['/opt/rw', [], false],
])('%s is named by %j: %s', (hook, named, expected) => {
  expect(remountsUsr([hook], { scriptsOf: () => '', named })).toBe(expected);
});

it('a remount may be in a script that the hook calls', () => {
  const config = parseAptConfig('DPkg::Pre-Invoke:: "/opt/rw";');
  const remounts = (script: string) => aptIntent(parseAptCommand(['apt-get', 'install', 'x']), config, 'early', isSlash, { scriptsOf: () => script, named: [] }).remountsUsr;
  expect(remounts('#!/bin/sh\nmount -o remount,rw /usr\n')).toBe(true);
  expect(remounts('#!/bin/sh\nmount -o remount,rw /boot\n')).toBe(false);
  expect(remounts('')).toBe(false);
});
