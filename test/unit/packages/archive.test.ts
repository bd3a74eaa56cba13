import { expect, it } from '@jest/globals';
import { recordOfArchive, type Archive } from '../../../src/packages/archive.ts';

const file = (text: string): { data: Buffer; mode: number } => ({ data: Buffer.from(text), mode: 0o644 });
const CONTROL = 'Package: a\nVersion: 1\nArchitecture: all\nDescription: d\n';
const MEMBERS: Archive['members'] = [
  { path: '/.', kind: 'directory', md5: null },
  { path: '/etc/z', kind: 'file', md5: 'a'.repeat(32) },
  { path: '/usr/lib/certs', kind: 'symlink', md5: null },
  { path: '/usr/bin/\xc3\xa4', kind: 'file', md5: 'b'.repeat(32) },
];

it('says what dpkg would write, in its order and its bytes', () => {
  const record = recordOfArchive({ control: new Map([['control', file(CONTROL)], ['conffiles', file('/etc/z\n/etc/absent\n')]]), members: MEMBERS }, 'hold');
  if (typeof record === 'string') throw new Error(record);
  expect(record.stanza.text).toBe(`Package: a\nStatus: hold ok installed\nVersion: 1\nArchitecture: all\nDescription: d\nConffiles:\n /etc/z ${'a'.repeat(32)}`);
  expect(record.files.get('list')?.data.toString()).toBe('/.\n/etc/z\n/usr/lib/certs\n/usr/bin/ä\n');
  expect(record.files.get('md5sums')?.data.toString()).toBe(`${'a'.repeat(32)}  etc/z\n${'b'.repeat(32)}  usr/bin/ä\n`);
  expect([...record.files.keys()].sort()).toEqual(['conffiles', 'list', 'md5sums']);
});

it("keeps the checksums that a package brings, and says so where it is not the archive's to tell", () => {
  const brought = recordOfArchive({ control: new Map([['control', file(CONTROL)], ['md5sums', file('')]]), members: MEMBERS }, 'install');
  expect(typeof brought === 'string' ? brought : brought.files.get('md5sums')?.data.length).toBe(0);
  expect(recordOfArchive({ control: new Map([['control', file(CONTROL)], ['conffiles', file('remove-on-upgrade /etc/z\n')]]), members: MEMBERS }, 'install')).toMatch(/^it has configuration files to be removed/);
  expect(recordOfArchive({ control: new Map(), members: MEMBERS }, 'install')).toBe('its archive has no control file');
});
