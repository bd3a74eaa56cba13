// `usr-overlay check`: the guard's judgement for whoever asks, of this host or of a captured one.

import { parseConfigCapture } from '../core/captured-config.ts';
import { parseConfigFiles } from '../core/config-files.ts';
import { decide } from '../core/decide.ts';
import { EXIT, type ExitCode } from '../core/exit-codes.ts';
import { parseFacts } from '../core/facts.ts';
import { databaseFollows } from '../core/followers.ts';
import { describeHost } from '../core/host.ts';
import { PLAIN_REQUEST } from '../core/request.ts';
import { checkJson, checkLine, explain } from '../render/check.ts';
import { documentationLine, messageLines, warnedProblems } from '../render/config.ts';
import { notice } from '../render/notice.ts';
import { refusalHints } from '../render/refusal.ts';
import { readCapture } from '../system/capture.ts';
import { gatherFully } from '../system/live-evidence.ts';
import { roomInUsr } from '../system/room.ts';
import type { Context } from './context.ts';

/** `folder` is absolute; null asks this host. */
export function check(options: { json: boolean; explain: boolean; folder: string | null }, context: Context): ExitCode {
  const evidence = options.folder === null ? gatherFully() : readCapture(options.folder);
  if (typeof evidence === 'string') {
    context.message(`error: ${evidence}`);
    return EXIT.usage;
  }
  const facts = parseFacts(evidence);
  const host = describeHost(facts);
  const files = parseConfigCapture(evidence['configuration.json']);
  const { config, problems } = parseConfigFiles(files);
  for (const line of warnedProblems(problems)) context.message(`warning: ${line}`);
  const verdict = decide(host, { ...PLAIN_REQUEST, switchedOff: config.policy === 'off' });
  const room = options.folder === null ? roomInUsr(host.usrOverlay)?.free ?? null : null;
  const told = verdict.verdict === 'notice' ? notice(verdict.rule, host, { room, databaseFollows: databaseFollows(facts), plan: null }) : null;
  const hints = told ? told.hints : verdict.verdict === 'refuse' ? refusalHints(verdict.rule, host) : [];
  const message = verdict.verdict === 'refuse' ? messageLines(config) : [];
  const documentation = verdict.verdict === 'refuse' ? documentationLine(config) : null;
  const configuration = { files: files.map(({ path }) => path), problems, policy: config.policy, message, documentation };
  if (options.json) context.answer(checkJson(verdict, host, hints, configuration));
  else {
    for (const line of options.explain ? explain(verdict, host, configuration, context.width.answer) : [checkLine(verdict)]) context.answer(line);
    for (const line of message) context.answer(line);
    for (const hint of hints) context.answer(`hint: ${hint}`);
    if (documentation !== null) context.answer(`documentation: ${documentation}`);
  }
  return verdict.verdict === 'refuse' ? EXIT.refused : EXIT.done;
}
