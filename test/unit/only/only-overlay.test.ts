// What is stored of overlays on single folders is checked before it is used, and what `status` says of them.
import { expect, it } from '@jest/globals';
import { isMountable, parseOnly } from '../../../src/only/only-overlay.ts';
import { keptWords, onlyJson, onlyWords, upLines, type OnlyReport } from '../../../src/only/words.ts';

const FOLDER = { on: '/usr/local', image: { kind: 'ostree', value: 'a'.repeat(64), name: 'Debian' }, since: '2026-11-30T12:00:00.000Z' };
const text = (folder: object): string => JSON.stringify({ schema: 1, folders: [folder] });

it('reads what is whole', () => {
  expect(parseOnly(text(FOLDER))?.folders).toEqual([FOLDER]);
  expect(parseOnly('{"schema":1,"folders":[]}')?.folders).toEqual([]);
});

it.each(['', '{}', '{"schema":2,"folders":[]}', '{"schema":1,"folders":[1]}', text({ ...FOLDER, since: 1 }), text({ ...FOLDER, image: { kind: 'x', value: '', name: '' } }), text({ ...FOLDER, on: 'usr' })])('reads nothing else: %s', (each) => {
  expect(parseOnly(each)).toBeNull();
});

it.each(['/', 'usr', '/usr/../etc', '/usr/.', '/usr//local', '/a,b', '/a:b', '/a\\b', '/a"b', '/a\nb', '/usr/'])('mounts nothing on %j', (path) => {
  expect(isMountable(path)).toBe(false);
});

it.each(['/usr/local', '/opt/a b', '/opt/..a', '/opt/.a'])('can mount on %j', (path) => {
  expect(isMountable(path)).toBe(true);
});

const REPORT: OnlyReport = { path: '/usr/local', persistence: 'persistent', mounted: true, why: null, image: { kind: 'ostree', value: 'a'.repeat(64), name: 'Debian' }, since: FOLDER.since, storedIn: '/var/x', usedBytes: 2048 };

it('says what it is', () => {
  expect(onlyWords(REPORT)).toBe('persistent, read/write: each boot mounts it again, 2.0K used, since 2026-11-30 12:00:00 UTC');
  expect(onlyWords({ ...REPORT, persistence: 'transient', since: null, usedBytes: null })).toBe('transient, read/write: changes are lost at the next reboot');
  expect(onlyWords({ ...REPORT, mounted: false, why: 'this image has no such folder' })).toBe('persistent, not mounted: this image has no such folder, 2.0K used; nothing in it is deleted');
  expect(onlyWords({ ...REPORT, mounted: false })).toContain('the next boot tries again');
  expect(onlyJson(REPORT)).toMatchObject({ image: 'Debian (aaaaaaaaaaaa)', usedBytes: 2048 });
  expect(keptWords('/opt', ['/opt/1', '/opt/2', '/opt/3', '/opt/4', '/opt/5', '/opt/6'])).toContain('in place of 6 in the overlay on /opt, which are kept (/opt/1 /opt/2 /opt/3 /opt/4 /opt/5 ...)');
  expect(upLines(['/usr/local', '/opt'], false)).toEqual(['Read/write overlayfs are now mounted on /usr/local, /opt', 'All changes there will be discarded on reboot.']);
});
