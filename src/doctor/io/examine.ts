// This file examines everything that `usr-overlay doctor` looks at, and changes nothing.

import { existsSync } from 'node:fs';
import { judgeAlternatives, parseAlternative, parseSlaves } from '../alternatives.ts';
import { disagreements } from '../../host/disagreements.ts';
import { parseFacts, type Facts } from '../../host/facts.ts';
import type { Finding } from '../findings.ts';
import { describeHost, type Host } from '../../host/host.ts';
import { parseMountinfo } from '../../text/mountinfo.ts';
import { linkTarget, listFolder, modifiedAt, readText } from '../../system/files/read.ts';
import { gatherFully } from '../../host/io/gather-evidence.ts';
import { examineDatabase } from './examine-database.ts';
import type { Progress } from './examine-files.ts';
import { examineRpm } from './rpm.ts';
import { openLines } from '../../record/log-words.ts';
import { readRecords } from '../../record/io/log-store.ts';
import { isCutShort } from './database-copy.ts';
import { DPKG } from '../../places.ts';

/** Holds what was found, and the host that it was found on. `unjudged` has a sentence about each thing that nobody could verify. */
export type Examination = { findings: Finding[]; unjudged: string[]; host: Host; facts: Facts };

/** Examines the whole host; `progress` receives what is being looked at. */
export function examine(progress: Progress): Examination {
  const evidence = gatherFully();
  const facts = parseFacts(evidence);
  const host = describeHost(facts);
  const overlay = disagreements(host, facts, parseMountinfo(evidence.mountinfo ?? ''));
  const [dpkg, rpm] = [examineDatabase(DPKG, facts, progress), examineRpm()];
  const findings = [
    ...(isCutShort() ? [{ kind: 'cut-short' as const, name: 'doctor --fix', detail: '' }] : []),
    ...overlay.map((detail): Finding => ({ kind: 'overlay', name: '/usr', detail })),
    ...openLines(readRecords().records, false).map((detail): Finding => ({ kind: 'open-record', name: '/etc', detail })),
    ...dpkg.findings,
    ...rpm.findings,
    ...examineAlternatives(),
  ];
  return { findings, unjudged: [...dpkg.unjudged, ...rpm.unjudged], host, facts };
}

/** Returns when dpkg's database was written, in milliseconds since 1970; 0 where there is none. */
export function databaseWritten(): number {
  return modifiedAt(`${DPKG}/status`) ?? 0;
}

function examineAlternatives(): Finding[] {
  const files = listFolder(`${DPKG}/alternatives`).sort().map((name) => ({ name, text: readText(`${DPKG}/alternatives/${name}`) ?? '' }));
  const links = new Map(listFolder('/etc/alternatives').sort().flatMap((name): [string, string][] => {
    const target = linkTarget(`/etc/alternatives/${name}`);
    return target?.startsWith('/') === true ? [[name, target]] : [];
  }));
  const broken = judgeAlternatives({
    groups: files.map(({ name, text }) => parseAlternative(name, text)),
    links,
    slaves: new Set(files.flatMap(({ text }) => parseSlaves(text))),
    isThere: existsSync,
  });
  return broken.flatMap((each): Finding[] => {
    if (each.kind === 'choice') return each.gone.map((detail) => ({ kind: 'alternative', name: each.name, detail }));
    return [{ kind: each.kind === 'link' ? 'alternative-link' : 'stray-link', name: each.name, detail: each.target }];
  });
}
