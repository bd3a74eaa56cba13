// This file finds what is wrong with dpkg's database, by the files of its packages and by the image's own database.

import type { Facts } from '../../host/facts.ts';
import { describeHost } from '../../host/host.ts';
import { deploymentPath } from '../../host/usr-overlay.ts';
import { parseLastActions } from '../../packages/dpkg-files.ts';
import { dpkgName } from '../../packages/dpkg-status.ts';
import { modifiedAt } from '../../system/files/read.ts';
import { momentOf } from '../../record/record.ts';
import { readRecords } from '../../record/io/log-store.ts';
import type { Finding } from '../findings.ts';
import { cannotJudge, judgePackages, type Examined } from '../package-health.ts';
import { unmetDependencies } from './check-dependencies.ts';
import { examinePackages, readDatabase, type Progress } from './examine-files.ts';
import { findByDatabase, findByLog } from './find-removed.ts';
import { imageDatabases } from './image-database.ts';
import { readDpkgLog } from './image-record.ts';
import { staleDiversions } from './repair-registers.ts';

/** `unjudged` holds a sentence about each thing that nobody could verify. */
export type Judged = { findings: Finding[]; unjudged: string[] };

/** Examines the database in `folder`, which may be a draft. */
export function examineDatabase(folder: string, facts: Facts, progress: Progress = () => undefined): Judged {
  const database = readDatabase(folder);
  if (!database) return { findings: [], unjudged: modifiedAt(`${folder}/status`) === null ? [] : [`${folder}/status cannot be read, or dpkg did not write it`] };
  const examined = examinePackages(database, isSinceImage(facts), progress);
  const { usr, usrOverlay } = describeHost(facts);
  // Only a bare image is what the image's own database tells of.
  const isBare = usr.writable !== true && usrOverlay === null;
  const byDatabase = isBare ? findByDatabase(database, imageDatabases(facts)) : [];
  const known = new Map(byDatabase.map((finding) => [finding.name, finding]));
  const byFiles = judgePackages(examined).flatMap(({ stanza, fault }): Finding[] => {
    const name = dpkgName(stanza);
    // What the image's own database says of a version is better than what files tell.
    return known.has(name) || (fault === 'selected' && isWanted(stanza.name)) ? [] : [{ kind: fault, name, detail: stanza.version }];
  });
  const byLog = (isBare ? findByLog(database) : []).filter(({ name }) => !known.has(name));
  const stale = staleDiversions(database, new Set(byFiles.filter(({ kind }) => kind === 'ghost').map(({ name }) => name.split(':')[0] ?? name)));
  const dependencies = unmetDependencies(folder);
  return {
    findings: [
      ...byFiles,
      ...byDatabase,
      ...byLog,
      ...stale.map(({ path, by }): Finding => ({ kind: 'diversion', name: by, detail: path })),
      ...(typeof dependencies === 'string' ? [] : dependencies.map((each): Finding => ({ kind: 'dependency', ...each }))),
    ],
    unjudged: [...unjudgedPackages(examined), ...(typeof dependencies === 'string' ? [`whether each package has what it depends on: ${dependencies}`] : [])],
  };
}

/** An administrator may select a package for later; dpkg's log knows those that an installation was begun of. */
function isWanted(name: string): boolean {
  const log = readDpkgLog();
  return log !== '\n' && ![...parseLastActions(log).values()].some((each) => each.name === name);
}

function unjudgedPackages(examined: readonly Examined[]): string[] {
  return examined.flatMap((each) => {
    const why = cannotJudge(each);
    return why === null ? [] : [`${dpkgName(each.stanza)}: ${why}`];
  });
}

/** Where nothing tells when the image was put on this host, what was written while one of our overlays was on, which is gone, is no part of it. */
function isSinceImage(facts: Facts): (time: number) => boolean | null {
  const path = deploymentPath(facts);
  const deployed = path === null ? null : modifiedAt(`${path}.origin`);
  if (deployed !== null) return (time) => time > deployed;
  const spans = readRecords().records.flatMap(({ id, ended }) => (ended === null ? [] : [{ from: momentOf(id), to: Date.parse(ended.at) }]));
  return (time) => (spans.some(({ from, to }) => from <= time && time <= to) ? true : null);
}
