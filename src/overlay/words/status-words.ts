// This file words the answer of `usr-overlay status`, for people and for programs.

import type { OverlayReport } from '../status-report.ts';
import { KINDS_OF_CHANGE, type PackageCounts } from '../../packages/package-transaction.ts';
import { formatBytes, momentWords } from '../../output/figures.ts';
import { jsonText } from '../../output/control-characters.ts';
import { parkedAdvice, parkedWords } from '../../persist/words.ts';
import { onlyJson, onlyWords } from '../../only/words.ts';
import { row } from '../../output/rows.ts';

/** Returns the answer of `status --json`: fields are added, never renamed; the first ones are those of `check --json`. */
export function statusJson(report: OverlayReport): string {
  const { host, storage, room, followers, turnedOn, holders, disagreements, distribution, parked, others } = report;
  const only = report.only.map(onlyJson);
  const { usr, usrOverlay, imageManager, environment } = host;
  const packages = report.packages && { count: countOf(report.packages), ...report.packages };
  return jsonText(
    { schema: 1, usr, usrOverlay, imageManager, environment, distribution, storage, room: room && { ...room, own: room.own ?? null }, followers, packages, turnedOn, holders, parked, others, only, disagreements },
    2,
  );
}

/** Returns the answer of `status` in lines of `width` columns. */
export function statusLines(report: OverlayReport, width: number): string[] {
  const line = (name: string, value: string): string[] => row(name, value, width);
  const { host, storage, room, followers, holders, distribution } = report;
  const follows = followers.length > 0 || (storage !== null && host.usrOverlay?.persistence === 'transient');
  return [
    ...line('host', `${distribution?.name ?? 'unknown system'}, ${kindOf(report)}`),
    ...line('/usr', `${spellWritable(host.usr.writable)}${host.usr.fsType === null ? '' : `, ${host.usr.fsType} on ${host.usr.mountPoint ?? ''}`}`),
    ...line('overlay', host.usrOverlay ? overlayWords(host.usrOverlay) : 'none'),
    ...(report.turnedOn ? line('turned on', turnedOnWords(report.turnedOn)) : []),
    ...(storage ? line('stored in', storageWords(storage)) : []),
    ...(room ? line('space', spaceWords(room, storage?.fsType ?? null)) : []),
    ...(follows ? line('follows', followers.join(' ') || 'nothing') : []),
    ...(report.packages ? line('packages', packagesWords(report.packages)) : []),
    ...(holders === null || (holders === 0 && !host.usrOverlay) ? [] : line('in use by', holdersWords(holders, host.usrOverlay !== null))),
    ...(follows && !report.databaseFollows ? line('note', 'the package database does not follow: after the reboot it will list packages that are gone') : []),
    ...(report.parked ? line('parked', `${parkedWords(report.parked)}; ${parkedAdvice(report.parked)}`) : []),
    ...(report.others ?? []).filter(({ image }) => image !== report.parked?.image).flatMap((each) => line('parked', othersWords(each))),
    ...report.only.flatMap((each) => line(each.path.length < MOST_NAME ? each.path : 'folder', `${each.path.length < MOST_NAME ? '' : `${each.path} `}${onlyWords(each)}`)),
    ...report.disagreements.flatMap((each) => line('note', each)),
  ];
}

/** A longer name does not fit into the column of names. */
const MOST_NAME = 15;

function othersWords({ image, usedBytes }: NonNullable<OverlayReport['others']>[number]): string {
  return `a persistent overlay of ${image}, ${formatBytes(usedBytes)}, waits for that image. To discard it: \`usr-overlay down --parked\``;
}

function kindOf({ host }: OverlayReport): string {
  if (host.environment === 'container') return 'a container';
  if (host.environment === 'build') return 'an image build';
  const kind = host.imageManager === null ? 'not image-based' : `image-based by ${host.imageManager}`;
  return host.environment === 'live' ? `a live system, ${kind}` : kind;
}

function overlayWords(overlay: NonNullable<OverlayReport['host']['usrOverlay']>): string {
  const access = overlay.accessMode === 'readWrite' ? 'read/write' : 'read-only';
  if (overlay.backend === 'sysext' && overlay.upperdir === null) return 'sysext, read-only: merged system extensions';
  if (overlay.persistence === null) return `${overlay.backend}, ${access}: whether a reboot keeps changes is not known`;
  const end = overlay.persistence === 'transient' ? 'changes are lost at the next reboot' : overlay.backend === 'native' ? 'each boot of this image mounts it again' : 'changes survive reboots';
  return `${overlay.backend}, ${overlay.persistence}, ${access}: ${end}`;
}

function turnedOnWords({ since, by }: NonNullable<OverlayReport['turnedOn']>): string {
  const when = momentWords(since);
  return by === null ? when : `${when}, by ${by}`;
}

function holdersWords(count: number, isOn: boolean): string {
  const many = count === 0 ? 'no processes' : count === 1 ? '1 process' : `${count} processes`;
  return isOn ? many : `${many}, of an overlay that was removed. To list them: \`usr-overlay holders\``;
}

const MOST_NAMES = 5;

function packagesWords(packages: PackageCounts): string {
  const parts = KINDS_OF_CHANGE.map((kind) => ({ kind, names: packages[kind] })).filter(({ names }) => names.length > 0);
  const words = parts.map(({ kind, names }) => `${names.length} ${kind} (${names.slice(0, MOST_NAMES).join(' ')}${names.length > MOST_NAMES ? ' ...' : ''})`);
  return words.join(', ') || 'no changes';
}

function countOf(packages: PackageCounts): number {
  return KINDS_OF_CHANGE.reduce((count, kind) => count + packages[kind].length, 0);
}

function storageWords({ path, fsType }: NonNullable<OverlayReport['storage']>): string {
  if (path === null) return fsType === null ? 'unknown' : `a ${fsType} that no path leads to`;
  return fsType === null ? path : `${path} (${fsType})`;
}

/** A tmpfs holds nothing but overlays; what else is on a disk is of no interest here. */
function spaceWords({ used, available, own = null }: NonNullable<OverlayReport['room']>, fsType: string | null): string {
  if (fsType === 'tmpfs') return `${formatBytes(used)} used, ${formatBytes(available)} free in memory`;
  return `${own === null ? '' : `${formatBytes(own)} used, `}${formatBytes(available)} free on the disk`;
}

function spellWritable(writable: boolean | null): string {
  return writable === null ? 'unknown' : writable ? 'writable' : 'read-only';
}
