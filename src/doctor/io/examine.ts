// This file examines everything that `usr-overlay doctor` looks at, and changes nothing.

import { disagreements } from '../../host/disagreements.ts';
import { parseFacts, type Facts } from '../../host/facts.ts';
import { bootLinesNow } from '../../boot/io/look-at-boot.ts';
import type { Finding } from '../findings.ts';
import { describeHost, type Host } from '../../host/host.ts';
import { parseMountinfo, throughUsrLink } from '../../text/mountinfo.ts';
import { modifiedAt } from '../../system/files/read.ts';
import { gatherFully } from '../../host/io/gather-evidence.ts';
import { examineDatabase } from './examine-database.ts';
import type { Progress } from './examine-files.ts';
import { examineAlternatives } from './read-alternatives.ts';
import { examineRpm } from './rpm.ts';
import { openLines } from '../../record/log-words.ts';
import { readRecords } from '../../record/io/log-store.ts';
import { isCutShort } from './database-copy.ts';
import { parkedNow } from '../../persist/io/at-boot.ts';
import { parkedWords } from '../../persist/words.ts';
import { isRoot } from '../../system/mounts/host-namespace.ts';
import { DPKG } from '../../places.ts';

/** Holds what was found, and the host that it was found on. `unjudged` has a sentence about each thing that nobody could verify. */
export type Examination = { findings: Finding[]; unjudged: string[]; host: Host; facts: Facts };

/** Examines the whole host; `progress` receives what is being looked at. */
export function examine(progress: Progress): Examination {
  const evidence = gatherFully();
  const facts = parseFacts(evidence);
  const host = describeHost(facts);
  // That bootc does not answer is nothing that anybody has to repair here.
  const overlay = disagreements(host, facts, throughUsrLink(parseMountinfo(evidence.mountinfo ?? ''), facts.environment['usr-path'])).filter((line) => line !== host.managerNote);
  const [dpkg, rpm] = [examineDatabase(DPKG, facts, progress), examineRpm()];
  const findings = [
    ...(isCutShort() ? [{ kind: 'cut-short' as const, name: 'doctor --fix', detail: '' }] : []),
    ...overlay.map((detail): Finding => ({ kind: 'overlay', name: '/usr', detail })),
    ...parkedLines().map((detail): Finding => ({ kind: 'parked', name: '/usr', detail })),
    ...openLines(readRecords().records, false).map((detail): Finding => ({ kind: 'open-record', name: '/etc', detail })),
    ...bootLinesNow().map((detail): Finding => ({ kind: 'boot', name: '/boot', detail })),
    ...dpkg.findings,
    ...rpm.findings,
    ...examineAlternatives(),
  ];
  return { findings, unjudged: [...dpkg.unjudged, ...rpm.unjudged], host, facts };
}

/** That another image is booted, or that a kernel argument keeps it off, is as it should be. */
function parkedLines(): string[] {
  const parked = isRoot() ? parkedNow() : null;
  return parked === null || ['other-image', 'kernel-argument', 'not-tried'].includes(parked.reason) ? [] : [parkedWords(parked)];
}

/** Returns when dpkg's database was written, in milliseconds since 1970; 0 where there is none. */
export function databaseWritten(): number {
  return modifiedAt(`${DPKG}/status`) ?? 0;
}
