// This file runs `usr-overlay diff --last`: the packages of the last overlay that is gone, from its record.

import { existsSync } from 'node:fs';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isOn } from '../record/io/overlay-now.ts';
import { containerfileJson, containerfileLines } from '../diff/containerfile.ts';
import { packageLines, packagesJson } from '../diff/package-words.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { askOffers } from '../packages/io/ask-repositories.ts';
import { databasesOver } from '../packages/io/read-databases.ts';
import { readRecords } from '../record/io/log-store.ts';
import { stayingChanges } from '../diff/io/find-etc-edits.ts';
import { needsRoot, type Context } from './context.ts';
import { DIFF_WORDS } from './words.ts';
import { IMAGE_ETC } from '../places.ts';

export function diffLast({ view, json }: { view: 'packages' | 'containerfile'; json: boolean }, context: Context): ExitCode {
  if (!isRoot()) return needsRoot('diff', context);
  const record = readRecords().records.find((each) => each.ended !== null || !isOn(each));
  if (!record) {
    context.message(`error: ${DIFF_WORDS.noPastOverlay(readRecords().records.length > 0)}`);
    return EXIT.notPossible;
  }
  const { packages, since } = record;
  if (view === 'packages') {
    if (json) context.answerText(packagesJson(packages, []));
    else for (const line of packageLines(packages)) context.answer(line);
    return EXIT.done;
  }
  const lines = containerfileLines({ changes: packages, offers: askOffers(packages), staying: since === null ? [] : stillChanged(since) });
  if (json) context.answerText(containerfileJson(lines, []));
  else for (const line of lines) context.answer(line);
  return EXIT.done;
}

/** What stayed in /etc is still there and can be examined. */
function stillChanged(since: string): ReturnType<typeof stayingChanges> {
  const image = existsSync(IMAGE_ETC) ? IMAGE_ETC : null;
  return stayingChanges({ since: Date.parse(since), image, databases: databasesOver('it is off', { reasons: false }), without: [] });
}
