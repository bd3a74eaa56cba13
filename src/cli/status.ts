// This file runs `usr-overlay status`: it shows what /usr is and what is on it, as seen from the caller's namespace; any user may ask.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { parseFacts, type Facts } from '../host/facts.ts';
import { parseMountinfo, throughUsrLink } from '../text/mountinfo.ts';
import { reportOverlay } from '../overlay/status-report.ts';
import { bootLinesNow } from '../boot/io/look-at-boot.ts';
import { changesIn } from '../packages/package-changes.ts';
import { countPackages, type PackageCounts } from '../packages/package-transaction.ts';
import { identifyUsrOverlay } from '../host/usr-overlay.ts';
import { openLines } from '../record/log-words.ts';
import { readRecords } from '../record/io/log-store.ts';
import { decide } from '../guard/decide.ts';
import { PLAIN_REQUEST } from '../guard/request/request.ts';
import { refusalHints } from '../guard/words/refusal.ts';
import type { Host } from '../host/host.ts';
import { stateLine } from '../overlay/words/state-words.ts';
import { statusJson, statusLines } from '../overlay/words/status-words.ts';
import { findHolders } from '../holders/io/find-holders.ts';
import { imageName, isSameImage } from '../persist/image.ts';
import { mountedOverlay, storedOverlays, storeOf } from '../persist/io/store.ts';
import { parkedNow } from '../persist/io/at-boot.ts';
import { reportOnly } from '../only/io/report-only.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { gatherFully } from '../host/io/gather-evidence.ts';
import { readPackageDatabases } from '../packages/io/read-databases.ts';
import { bytesBelow, roomIn } from '../host/io/gather-free-space.ts';
import { readTurnedOn } from '../host/io/overlay-origin.ts';
import { warnOfConfig } from './configuration.ts';
import type { Context } from './context.ts';
import { catchUpRecord } from './record-session.ts';

export async function status(options: { json: boolean }, context: Context): Promise<ExitCode> {
  await warnOfConfig(context);
  // Before a reboot without `down` takes what it knows with it.
  if (isRoot()) await catchUpRecord(context);
  const evidence = gatherFully();
  const facts = parseFacts(evidence);
  const report = reportOverlay(facts, throughUsrLink(parseMountinfo(evidence.mountinfo ?? ''), facts.environment['usr-path']), {
    room: roomIn('/usr'),
    turnedOn: readTurnedOn(),
    parked: isRoot() ? parkedNow() : null,
    others: isRoot() ? waitingOverlays() : null,
    only: reportOnly(),
    packages: isRoot() ? await changedPackages(facts) : null,
    // Neither this program nor its callers count.
    holders: isRoot() ? findHolders().filter((holder) => !holder.own).length : null,
  });
  // A user may not look into ostree's folder.
  if (isRoot() && report.room && report.storage?.path) report.room.own = bytesBelow(report.storage.path);
  if (isRoot()) report.disagreements.push(...openLines(readRecords().records, true), ...bootLinesNow());
  if (report.host.isOtherImageStaged && report.host.usrOverlay?.backend === 'native' && report.host.usrOverlay.persistence === 'persistent') report.disagreements.push(NEXT_BOOT);
  if (options.json) context.answerText(statusJson(report));
  else for (const line of [stateLine(report.host, firstHint(report.host)), '', ...statusLines(report, context.width.answer)]) context.answer(line);
  return EXIT.done;
}

/** Those that are not mounted now, with the size of their layers. */
function waitingOverlays(): { image: string; usedBytes: number }[] {
  const mounted = mountedOverlay();
  const others = storedOverlays().filter(({ image }) => mounted === null || !isSameImage(image, mounted.image));
  return others.map((overlay) => ({ image: imageName(overlay.image), usedBytes: bytesBelow(storeOf(overlay)) ?? 0 }));
}

const NEXT_BOOT = 'an update is staged: the next boot is of another image, and leaves the persistent overlay unmounted; nothing in it is deleted';

/** Returns what the guard would advise now, or null. */
function firstHint(host: Host): string | null {
  const { verdict, rule } = decide(host, PLAIN_REQUEST);
  return verdict === 'refuse' ? (refusalHints(rule, host)[0] ?? null) : null;
}

/** Returns null where one of the databases does not tell what was there before. */
async function changedPackages(facts: Facts): Promise<PackageCounts | null> {
  if (identifyUsrOverlay(facts) === null) return null;
  const databases = await readPackageDatabases(facts, { reasons: false });
  const { changes, unknown } = changesIn(databases);
  return databases.length === 0 || unknown.length > 0 ? null : countPackages(changes);
}
