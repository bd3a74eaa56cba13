import { expect, it } from '@jest/globals';
import { parseRpmOwners } from '../../../src/packages/package-files.ts';

const BASH = 'bash-5.2.37-3.fc43.x86_64';
const SHADOW = 'shadow-utils-2:4.18.0-3.fc43.x86_64';
const isInUsr = (path: string) => path.startsWith('/usr/');

it('puts files to their packages, also where another comes between', () => {
  const listing = [`${BASH}\t\t/usr/bin/bash`, `${SHADOW}\t\t/usr/bin/chage`, `${BASH}\t\t/usr/bin/sh`, `${SHADOW}\t\t/usr/sbin/a b`, ''].join('\n');
  expect(parseRpmOwners(listing, isInUsr)).toEqual([
    { name: BASH, paths: ['/usr/bin/bash', '/usr/bin/sh'] },
    { name: SHADOW, paths: ['/usr/bin/chage', '/usr/sbin/a b'] },
  ]);
});

it.each([
  ['that need not be there', `${SHADOW}\tg\t/usr/var/faillog`],
  ['of documentation', `${BASH}\td\t/usr/share/doc/bash/NEWS`],
  ['of both', `${BASH}\tdg\t/usr/share/x`],
  ['that do not count', `${BASH}\tcn\t/etc/skel/.bashrc`],
  ['in a package that has none', 'gpg-pubkey-a15b79cc-63d04c2c.(none)'],
  ['in a line that was cut short', `${BASH}\tc`],
])('knows no files %s', (_, line) => {
  expect(parseRpmOwners(`${line}\n`, isInUsr)).toEqual([]);
});

it('knows configuration and licences for files', () => {
  expect(parseRpmOwners(`${BASH}\tl\t/usr/share/licenses/bash/COPYING\n${BASH}\tcn\t/usr/lib/x.conf\n`, isInUsr)).toEqual([{ name: BASH, paths: ['/usr/share/licenses/bash/COPYING', '/usr/lib/x.conf'] }]);
});
