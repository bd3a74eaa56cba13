// This file words the answer of `usr-overlay check`, for people, for those who want the reason, and for programs.

import type { Verdict } from '../decide.ts';
import type { Host } from '../../host/host.ts';
import type { Configuration, Judgement } from '../judgement.ts';
import { row } from '../../output/rows.ts';

/** Holds the answer of `check --json`: fields are added, never renamed. */
export type CheckAnswer = { schema: 1; hints: readonly string[]; configuration: Configuration } & Pick<Verdict, 'verdict' | 'rule'> &
  Pick<Host, 'usr' | 'usrOverlay' | 'imageManager' | 'environment'>;

/** Returns the answer of `check --json` as an object. */
export function checkAnswer({ verdict, host, hints, configuration }: Judgement): CheckAnswer {
  return {
    schema: 1,
    verdict: verdict.verdict,
    rule: verdict.rule,
    usr: host.usr,
    usrOverlay: host.usrOverlay,
    imageManager: host.imageManager,
    environment: host.environment,
    hints,
    configuration,
  };
}

/** Returns one line for standard output: the verdict and the reason. */
export function checkLine(verdict: Verdict): string {
  return `${verdict.verdict}: ${verdict.summary}`;
}

/** Returns each fact that the rules judged by, and the rule that answered, in lines of `width` columns. */
export function explain({ verdict, host, configuration: { files, policy } }: Judgement, width: number): string[] {
  const overlay = host.usrOverlay;
  return [
    ['verdict', `${verdict.verdict} (rule ${verdict.rule}: ${verdict.summary})`],
    ['/usr', `${spell(host.usr.writable, 'writable', 'read-only')}, served by ${host.usr.fsType ?? 'unknown'} on ${host.usr.mountPoint ?? 'unknown'}`],
    ['overlay', overlay ? `${overlay.backend}, ${overlay.accessMode}, ${overlay.persistence}, upper directory ${overlay.upperdir ?? 'without a path'}` : 'none'],
    ['image manager', host.imageManager ?? 'none'],
    ['environment', host.environment],
    ...(host.selinux ? [['SELinux', `${host.selinux.mode}, and this program runs as ${host.selinux.context ?? 'an unknown context'}`] as const] : []),
    ['configuration', files.length > 0 ? `policy ${policy}, from ${files.join(' ')}` : 'no file, the defaults'],
    ...(host.managerNote ? [['note', host.managerNote] as const] : []),
  ].flatMap(([name = '', value = '']) => row(name, value, width));
}

function spell(value: boolean | null, yes: string, no: string): string {
  return value === null ? 'unknown' : value ? yes : no;
}
