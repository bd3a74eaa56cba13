// What is remembered of overlays on single folders, and how `log` shows it.
import { expect, it } from '@jest/globals';
import { endedByDown, endedByReboot, onlyLogText, parseOnlyLog, type OnlyEntry } from '../../../src/only/only-log.ts';
import { logLines } from '../../../src/record/log-words.ts';

const ENTRY: OnlyEntry = { folder: '/usr/local', persistence: 'transient', since: '2026-11-22T20:00:00.000Z', by: 'ada', boot: 'a', ended: null };
const KEPT: OnlyEntry = { ...ENTRY, folder: '/opt', persistence: 'persistent', since: '2026-11-22T21:00:00.000Z', by: null };

it('is read as it was written, the newest hundred', () => {
  expect(parseOnlyLog(onlyLogText([ENTRY, KEPT]))).toEqual([ENTRY, KEPT]);
  expect(parseOnlyLog(onlyLogText([ENTRY, ...Array.from({ length: 100 }, () => KEPT)]))).toEqual(Array.from({ length: 100 }, () => KEPT));
});

it.each(['', '{', '{"entries":1}', JSON.stringify({ entries: [{ ...ENTRY, since: null }] }), JSON.stringify({ entries: [{ ...ENTRY, ended: {} }] })])('%s is no log', (text) => {
  expect(parseOnlyLog(text)).toEqual([]);
});

it('a reboot ends those in memory, and `down` the one on its folder', () => {
  const ended = { how: 'down', at: '2026-11-22T22:00:00.000Z' } as const;
  expect(endedByReboot([ENTRY, KEPT], 'a')).toEqual([ENTRY, KEPT]);
  expect(endedByReboot([ENTRY, KEPT], 'b')).toEqual([{ ...ENTRY, ended: { how: 'reboot', at: null } }, KEPT]);
  expect(endedByDown([{ ...ENTRY, ended }, ENTRY, KEPT], '/usr/local', ended.at)).toEqual([{ ...ENTRY, ended }, { ...ENTRY, ended }, KEPT]);
});

it('the newest is shown first', () => {
  expect(logLines([], 80, () => null, [{ ...ENTRY, ended: { how: 'reboot', at: null } }, KEPT])).toEqual([
    'overlay:        2026-11-22 21:00:00 UTC', 'on:             /opt', 'kind:           native, persistent, read/write', 'state:          active', '',
    'overlay:        2026-11-22 20:00:00 UTC, by ada', 'on:             /usr/local', 'kind:           native, transient, read/write', 'state:          ended by a reboot',
  ]);
});
