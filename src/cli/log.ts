// This file runs `usr-overlay log`: it lists past overlays of this host, newest first.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { logJson, logLines, parkedOf, type ParkedOf } from '../record/log-words.ts';
import { isOn } from '../record/io/overlay-now.ts';
import { parkedNow } from '../persist/io/at-boot.ts';
import { readOnlyLog } from '../only/io/remember-only.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { readRecords } from '../record/io/log-store.ts';
import { needsRoot, type Context } from './context.ts';
import { RECORD_WORDS } from './words.ts';

export function log(options: { json: boolean }, context: Context): ExitCode {
  if (!isRoot()) return needsRoot('log', context);
  const { records, skipped } = readRecords();
  for (const path of skipped) context.message(`warning: ${RECORD_WORDS.unreadable(path)}`);
  const now = parkedNow();
  const parked: ParkedOf = (record) => parkedOf(record, now, isOn);
  const only = readOnlyLog();
  if (options.json) context.answerText(logJson(records, parked, only));
  else if (records.length + only.length === 0) context.answer(RECORD_WORDS.none);
  else for (const line of logLines(records, context.width.answer, parked, only)) context.answer(line);
  return EXIT.done;
}
