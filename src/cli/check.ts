// This file runs `usr-overlay check`: the guard's judgement of this host or of a captured one.

import { parseConfigCapture } from '../config/captured-config.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { parseFacts } from '../host/facts.ts';
import { identifyUsrOverlay } from '../host/usr-overlay.ts';
import { checkAnswer, checkLine, explain } from '../guard/words/check-answer.ts';
import { warnedProblems } from '../config/words.ts';
import { jsonText } from '../output/control-characters.ts';
import { judge } from '../guard/judgement.ts';
import { readCapture } from '../host/io/capture.ts';
import { gatherFully } from '../host/io/gather-evidence.ts';
import { packagesChanged } from '../packages/io/packages-changed.ts';
import { roomInUsr } from '../host/io/gather-free-space.ts';
import type { Context } from './context.ts';

/** `folder` is the absolute path of a captured host; null asks this host. */
export function check(options: { json: boolean; explain: boolean; folder: string | null }, context: Context): ExitCode {
  const evidence = options.folder === null ? gatherFully() : readCapture(options.folder);
  if (typeof evidence === 'string') {
    context.message(`error: ${evidence}`);
    return EXIT.usage;
  }
  const facts = parseFacts(evidence);
  const room = options.folder === null ? roomInUsr(identifyUsrOverlay(facts))?.free ?? null : null;
  const judgement = judge(facts, parseConfigCapture(evidence['configuration.json']), room, options.folder === null ? packagesChanged(facts) : false);
  const { verdict, hints, configuration } = judgement;
  for (const line of warnedProblems(configuration.problems)) context.message(`warning: ${line}`);
  if (options.json) context.answerText(jsonText(checkAnswer(judgement), 2));
  else {
    for (const line of options.explain ? explain(judgement, context.width.answer) : [checkLine(verdict)]) context.answer(line);
    for (const line of configuration.message) context.answer(line);
    for (const hint of hints) context.answer(`hint: ${hint}`);
    if (configuration.documentation !== null) context.answer(`documentation: ${configuration.documentation}`);
  }
  return verdict.verdict === 'refuse' ? EXIT.refused : EXIT.done;
}
