// This file examines everything that `usr-overlay doctor` looks at, and changes nothing.

import { existsSync } from 'node:fs';
import { judgeAlternatives, parseAlternative, parseSlaves } from '../alternatives.ts';
import { disagreements } from '../../host/disagreements.ts';
import { dpkgName } from '../../packages/dpkg-status.ts';
import { parseFacts, type Facts } from '../../host/facts.ts';
import type { Finding } from '../findings.ts';
import { describeHost, type Host } from '../../host/host.ts';
import { parseMountinfo } from '../../text/mountinfo.ts';
import { judgePackages } from '../package-health.ts';
import { deploymentPath } from '../../host/usr-overlay.ts';
import { linkTarget, listFolder, modifiedAt, readText } from '../../system/files/read.ts';
import { gatherFully } from '../../host/io/gather-evidence.ts';
import { examinePackages, readDatabase, type Progress } from './examine-files.ts';
import { findRpmGhosts } from './rpm.ts';
import { isCutShort } from './database-copy.ts';
import { DPKG } from '../../places.ts';

/** Holds what was found, and the host that it was found on. */
export type Examination = { findings: Finding[]; host: Host; facts: Facts };

/** Examines the whole host; `progress` receives what is being looked at. */
export function examine(progress: Progress): Examination {
  const evidence = gatherFully();
  const facts = parseFacts(evidence);
  const host = describeHost(facts);
  const overlay = disagreements(host, facts, parseMountinfo(evidence.mountinfo ?? ''));
  const findings = [
    ...(isCutShort() ? [{ kind: 'cut-short' as const, name: 'doctor --fix', detail: '' }] : []),
    ...overlay.map((detail): Finding => ({ kind: 'overlay', name: '/usr', detail })),
    ...examineDatabase(DPKG, facts, progress),
    ...findRpmGhosts(),
    ...examineAlternatives(),
  ];
  return { findings, host, facts };
}

/** Returns what is wrong with the packages of dpkg's database in `folder`; nothing where it cannot be read. */
export function examineDatabase(folder: string, facts: Facts, progress: Progress = () => undefined): Finding[] {
  const database = readDatabase(folder);
  if (!database) return [];
  const faults = judgePackages(examinePackages(database, deployedAt(facts), progress));
  return faults.map(({ stanza, fault }) => ({ kind: fault, name: dpkgName(stanza), detail: stanza.version }));
}

/** Returns when dpkg's database was written, in milliseconds since 1970; 0 where there is none. */
export function databaseWritten(): number {
  return modifiedAt(`${DPKG}/status`) ?? 0;
}

function deployedAt(facts: Facts): number | null {
  const path = deploymentPath(facts);
  return path === null ? null : modifiedAt(`${path}.origin`);
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
