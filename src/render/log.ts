// The answer of `usr-overlay log`, for a reader and for a program.

import type { OverlayRecord, PutBackReport } from '../core/overlay-record.ts';
import { keptLines, putBackWords } from './put-back.ts';
import { row } from './rows.ts';

/** `"schema": 1`: fields are added, never renamed. What an overlay is known again by is nobody's business. */
export function logJson(records: readonly OverlayRecord[]): string {
  const overlays = records.map(({ id, since, by, backend, accessMode, persistence, packages, ended, putBack }) => ({ id, since, by, backend, accessMode, persistence, packages, ended, putBack }));
  return JSON.stringify({ schema: 1, overlays }, null, 2);
}

export function logLines(records: readonly OverlayRecord[]): string[] {
  return records.flatMap((record, index) => [...(index > 0 ? [''] : []), ...linesOf(record)]);
}

function linesOf({ since, by, backend, persistence, accessMode, packages, ended, putBack }: OverlayRecord): string[] {
  const list = (...kinds: string[]): string => packages.filter(({ change }) => kinds.includes(change)).map(({ label, before, after }) => `${label} ${[before, after].filter((each) => each !== null).join(' -> ')}`).join(', ');
  const changes = [['installed', list('installed')], ['upgraded', list('upgraded')], ['downgraded', list('downgraded')], ['removed', list('removed')]] as const;
  return [
    ...row('overlay', `${when(since)}${by === null ? '' : `, by ${by}`}`),
    ...row('kind', `${backend}, ${persistence}, ${accessMode === 'readWrite' ? 'read/write' : 'read-only'}`),
    ...changes.flatMap(([name, text]) => (text === '' ? [] : row(name, text))),
    ...row('ended', ended === null ? 'it is on' : `${ENDINGS[ended.how]}, ${when(ended.at)}`),
    ...(putBack === null ? [] : afterwards(putBack)),
  ];
}

function afterwards(putBack: PutBackReport): string[] {
  const words = putBackWords(putBack);
  return [...(words === null ? [] : row('put back', words)), ...keptLines(putBack).flatMap((line) => row('note', line))];
}

const ENDINGS = {
  down: 'by `usr-overlay down`',
  reboot: 'by a reboot',
  replaced: 'another overlay took its place',
  unknown: 'something else took it off',
} as const;

function when(time: string | null): string {
  return time === null ? 'at an unknown time' : time.replace('T', ' ').replace(/\..*$/, ' UTC');
}
