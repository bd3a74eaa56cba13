// The answer of `usr-overlay check`: for a reader, for a reader who wants the reason, and for a program.

import type { Verdict } from '../core/decide.ts';
import type { Host } from '../core/host.ts';

/** The contract's JSON, `"schema": 1`: fields are added, never renamed. `hints` has the hint lines without their prefix. */
export function checkJson(verdict: Verdict, host: Host, hints: readonly string[]): string {
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
export function explain(verdict: Verdict, host: Host): string[] {
  const overlay = host.usrOverlay;
  return [
    row('verdict', `${verdict.verdict} (rule ${verdict.rule}: ${verdict.summary})`),
    row('/usr', `${spell(host.usr.writable, 'writable', 'read-only')}, served by ${host.usr.fsType ?? 'unknown'} on ${host.usr.mountPoint ?? 'unknown'}`),
    row('overlay', overlay ? `${overlay.backend}, ${overlay.accessMode}, ${overlay.persistence}, upper directory ${overlay.upperdir ?? 'without a path'}` : 'none'),
    row('image manager', host.imageManager ?? 'none'),
    row('environment', host.environment),
    ...(host.managerDiffers ? [row('note', host.managerDiffers)] : []),
  ];
}

function row(name: string, value: string): string {
  return `${`${name}:`.padEnd(15)} ${value}`;
}

function spell(value: boolean | null, yes: string, no: string): string {
  return value === null ? 'unknown' : value ? yes : no;
}
