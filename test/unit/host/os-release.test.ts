// os-release(5), and files of its form.

import { expect, it } from '@jest/globals';
import { parseAssignments, parseOsRelease, type OsRelease } from '../../../src/host/os-release.ts';

const of = (id: string, more: Partial<OsRelease> = {}): OsRelease => ({ id, name: id, versionId: null, codename: null, ...more });

it.each<[string, OsRelease | null]>([
  ['PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nVERSION="13 (trixie)"\nVERSION_CODENAME=trixie\nID=debian\n', of('debian', { name: 'Debian GNU/Linux 13 (trixie)', versionId: '13', codename: 'trixie' })],
  ['NAME="Fedora Linux"\nID=fedora\nVERSION_ID=42\nVERSION_CODENAME=""\n', of('fedora', { versionId: '42', codename: '' })],
  ["ID='arch'\n", of('arch')],
  ['ID=a\nPRETTY_NAME="The \\"A\\" of \\$5 \\\\ \\`x\\`"\n', of('a', { name: 'The "A" of $5 \\ `x`' })],
  ["ID=a\nPRETTY_NAME='It\\'s'\n", of('a', { name: "It's" })],
  ['ID=a\nPRETTY_NAME=5" disk"\n', of('a', { name: '5" disk"' })],
  ['ID=a\nPRETTY_NAME="A" B\n', of('a', { name: '"A" B' })],
  ['ID=a\nPRETTY_NAME="A\'\n', of('a', { name: '"A\'' })],
  ['NAME=nothing\n', null],
  ['# ID=a\n', null],
  ['', null],
])('%j', (text, expected) => {
  expect(parseOsRelease(text)).toEqual(expected);
});

it('passes over what is no assignment', () => {
  expect(parseAssignments('a=1\n\n=2\nnothing\nb=c=d\ne=')).toEqual([['a', '1'], ['b', 'c=d'], ['e', '']]);
});
