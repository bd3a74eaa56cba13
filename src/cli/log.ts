// This file runs `usr-overlay log`: it lists past overlays of this host, newest first.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { logJson, logLines } from '../record/log-words.ts';
import { parkedNow } from '../persist/io/at-boot.ts';
import { isRoot } from '../system/mounts/host-namespace.ts';
import { readRecords } from '../record/io/log-store.ts';
import { needsRoot, type Context } from './context.ts';
import { RECORD_WORDS } from './words.ts';

export function log(options: { json: boolean }, context: Context): ExitCode {
  if (!isRoot()) return needsRoot('log', context);
  const { records, skipped } = readRecords();
  for (const path of skipped) context.message(`warning: ${RECORD_WORDS.unreadable(path)}`);
  if (options.json) context.answerText(logJson(records, parkedNow()));
  else if (records.length === 0) context.answer(RECORD_WORDS.none);
  else for (const line of logLines(records, context.width.answer, parkedNow())) context.answer(line);
  return EXIT.done;
}
