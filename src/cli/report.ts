// This file runs `usr-overlay report DIR`, which writes this host's facts as files.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { parseFacts } from '../host/facts.ts';
import { writeCapture } from '../host/io/capture.ts';
import { gatherForReport } from '../host/io/gather-evidence.ts';
import type { Context } from './context.ts';
import { REPORT_WORDS } from './words.ts';

export function report(folder: string, context: Context): ExitCode {
  const evidence = gatherForReport();
  const problem = writeCapture(folder, evidence);
  if (problem !== null) {
    context.message(`error: ${problem.line}`);
    return problem.exitCode;
  }
  context.answer(REPORT_WORDS.written(Object.keys(evidence).length, JSON.stringify(folder)));
  const { bootcSilence } = parseFacts(evidence);
  if (bootcSilence !== null) context.message(`note: ${REPORT_WORDS.bootcSilent(bootcSilence)}`);
  return EXIT.done;
}
