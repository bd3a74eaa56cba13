// The answer of `usr-overlay check`: for a reader, for a reader who wants the reason, and for a program.

import type { Config } from '../core/config.ts';
import type { ConfigProblem } from '../core/config-files.ts';
import type { Verdict } from '../core/decide.ts';
import type { Host } from '../core/host.ts';
import { row } from './rows.ts';

/** What the configuration adds to the answer: `files` were read, in that order; the rest is what a refusal shows. */
export type Configuration = {
  files: readonly string[];
  problems: readonly ConfigProblem[];
  policy: Config['policy'];
  message: readonly string[];
  documentation: string | null;
};

/** The contract's JSON, `"schema": 1`: fields are added, never renamed. `hints` has the hint lines without their prefix. */
export function checkJson(verdict: Verdict, host: Host, hints: readonly string[], configuration: Configuration): string {
  return JSON.stringify(
    {
      schema: 1,
      verdict: verdict.verdict,
      rule: verdict.rule,
      usr: host.usr,
      usrOverlay: host.usrOverlay,
      imageManager: host.imageManager,
      environment: host.environment,
      hints,
      configuration,
    },
    null,
    2,
  );
}

/** One line to stdout: the verdict and the reason. */
export function checkLine(verdict: Verdict): string {
  return `${verdict.verdict}: ${verdict.summary}`;
}

/** `--explain`: each fact that the rules judged by, and the rule that had the answer. */
export function explain(verdict: Verdict, host: Host, { files, policy }: Configuration, width: number): string[] {
  const overlay = host.usrOverlay;
  return [
    ['verdict', `${verdict.verdict} (rule ${verdict.rule}: ${verdict.summary})`],
    ['/usr', `${spell(host.usr.writable, 'writable', 'read-only')}, served by ${host.usr.fsType ?? 'unknown'} on ${host.usr.mountPoint ?? 'unknown'}`],
    ['overlay', overlay ? `${overlay.backend}, ${overlay.accessMode}, ${overlay.persistence}, upper directory ${overlay.upperdir ?? 'without a path'}` : 'none'],
    ['image manager', host.imageManager ?? 'none'],
    ['environment', host.environment],
    ['configuration', files.length > 0 ? `policy ${policy}, from ${files.join(' ')}` : 'no file, the defaults'],
    ...(host.managerDiffers ? [['note', host.managerDiffers] as const] : []),
  ].flatMap(([name = '', value = '']) => row(name, value, width));
}

function spell(value: boolean | null, yes: string, no: string): string {
  return value === null ? 'unknown' : value ? yes : no;
}
