// This file words the answer of `usr-overlay log`, for people and for programs.

import { momentOf, whyOpen, type OverlayRecord, type PutBackReport } from './record.ts';
import { imageName } from '../persist/image.ts';
import { UNKNOWN_IMAGE, type Parked } from '../persist/state.ts';
import { reasonWords } from '../persist/words.ts';
import type { OnlyEntry } from '../only/only-log.ts';
import { jsonText } from '../output/control-characters.ts';
import { momentWords } from '../output/figures.ts';
import { keptLines, putBackWords } from './words.ts';
import { row } from '../output/rows.ts';

/** Returns the answer of `log --json`: fields are added, never renamed. It leaves out what only recognises an overlay. */
export function logJson(records: readonly OverlayRecord[], parkedOf: ParkedOf = () => null, only: readonly OnlyEntry[] = []): string {
  const overlays = records.map((record) => {
    const { id, since, by, backend, accessMode, persistence, packages, ended, putBack, pending, settledIn, deployment } = record;
    const open = whyOpen({ ended, ...(pending && { pending }), ...(settledIn && { settledIn }), ...(deployment !== undefined && { deployment }) });
    return { id, since, by, backend, accessMode, persistence, packages, ended, putBack, parked: parkedOf(record), image: record.image ? imageName(record.image) : null, open };
  });
  return jsonText({ schema: 1, overlays, only: only.toReversed().map(({ folder, persistence, since, by, ended }) => ({ folder, persistence, since, by, ended })) }, 2);
}

/** Returns the answer of `log` in lines of `width` columns, newest first. */
export function logLines(records: readonly OverlayRecord[], width: number, parkedOf: ParkedOf = () => null, only: readonly OnlyEntry[] = []): string[] {
  const entries = [
    ...records.map((record) => ({ moment: momentOf(record.id), rows: linesOf(record, parkedOf(record)) })),
    ...only.toReversed().map((entry) => ({ moment: Date.parse(entry.since), rows: onlyRows(entry) })),
  ];
  // Where a time is not known, the order stays.
  const sorted = entries.toSorted((one, other) => other.moment - one.moment || 0);
  return sorted.flatMap(({ rows }, index) => [...(index > 0 ? [''] : []), ...rows.flatMap(([name, value]) => row(name, value, width))]);
}

function onlyRows({ folder, persistence, since, by, ended }: OnlyEntry): Row[] {
  return [
    ['overlay', byWords(since, by)],
    ['on', folder],
    ['kind', `native, ${persistence}, read/write`],
    ['state', ended === null ? 'active' : `${ENDINGS[ended.how]}${ended.at === null ? '' : `, ${momentWords(ended.at)}`}`],
  ];
}

function byWords(since: string | null, by: string | null): string {
  return `${momentWords(since)}${by === null ? '' : `, by ${by}`}`;
}

type Row = [name: string, value: string];

/** A sentence for each record of an overlay that has ended, and of which not all is put back; `elsewhere`: also what waits for another deployment. */
export function openLines(records: readonly OverlayRecord[], elsewhere: boolean): string[] {
  return records.flatMap((record) => {
    const why = whyOpen(record);
    if (why === null || (!elsewhere && (record.pending ?? []).length === 0)) return [];
    return [`some files that packages left outside /usr with the overlay of ${momentWords(record.since)} are not cleaned up yet: ${why}`];
  });
}

/** Says why the overlay of a record is not mounted; null where it is, and where it has ended. */
export type ParkedOf = (record: OverlayRecord) => Parked | null;

/** `now` says why that of the booted image, or else the newest, is not mounted; `isOn` tells whether that of a record is. */
export function parkedOf(record: OverlayRecord, now: Parked | null, isOn: (record: OverlayRecord) => boolean): Parked | null {
  const { persistence, backend, ended, image } = record;
  if (persistence !== 'persistent' || backend !== 'native' || ended !== null || isOn(record)) return null;
  return image === undefined || now?.image === imageName(image) || now?.image === UNKNOWN_IMAGE ? now : { reason: 'other-image', image: imageName(image), detail: null };
}

function linesOf(record: OverlayRecord, parked: Parked | null): Row[] {
  const { since, by, backend, persistence, accessMode, packages, ended, putBack } = record;
  const open = whyOpen(record);
  const list = (...kinds: string[]): string => packages.filter(({ change }) => kinds.includes(change)).map(({ label, before, after }) => `${label} ${[before, after].filter((each) => each !== null).join(' -> ')}`).join(', ');
  const changes: Row[] = [['installed', list('installed')], ['upgraded', list('upgraded')], ['downgraded', list('downgraded')], ['removed', list('removed')]];
  return [
    ['overlay', byWords(since, by)],
    ['kind', `${backend}, ${persistence}, ${accessMode === 'readWrite' ? 'read/write' : 'read-only'}`],
    ...(record.image ? [['image', imageName(record.image)] satisfies Row] : []),
    ...changes.filter(([, text]) => text !== ''),
    ['state', ended === null ? (parked === null ? 'active' : `not mounted: ${reasonWords(parked)}`) : `${ENDINGS[ended.how]}, ${momentWords(ended.at)}`],
    ...(putBack === null ? [] : afterwards(putBack)),
    ...(open === null ? [] : [['open', open] satisfies Row]),
  ];
}

function afterwards(putBack: PutBackReport): Row[] {
  return [...putBackWords(putBack).map(({ where, words }, index): Row => [index === 0 ? 'cleaned up' : '', where === '/etc' ? words : `in ${where}, ${words}`]), ...keptLines(putBack).map((line): Row => ['note', line])];
}

const ENDINGS = {
  down: 'removed by usr-overlay down',
  reboot: 'ended by a reboot',
  replaced: 'replaced by another overlay',
  unknown: 'removed by something else',
} as const;
