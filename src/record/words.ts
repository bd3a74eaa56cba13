// This file words what was put back after an overlay.

import { isInBoot } from '../boot/words.ts';
import { NOT_BACK, type PutBackReport } from './record.ts';

/** Returns what was done, for a line that says where; none for nothing. */
export function putBackWords({ removed, restored }: Pick<PutBackReport, 'removed' | 'restored'>): { where: '/etc' | '/boot'; words: string }[] {
  return (['/etc', '/boot'] as const).flatMap((where) => {
    const [gone, back] = [removed, restored].map((paths) => paths.filter((path) => isInBoot(path) === (where === '/boot'))) as [string[], string[]];
    const done = [
      ...(gone.length > 0 ? [`removed ${count(gone, 'file or link', 'files and links')} of packages that are gone`] : []),
      ...(back.length > 0 ? [`restored ${count(back, 'file or link', 'files and links')} ${where === '/etc' ? 'of the image' : 'that they had changed'}`] : []),
    ];
    return done.length > 0 ? [{ where, words: done.join(', ') }] : [];
  });
}

/** Returns what was not done, without "note:"; many files that stay for one reason share a line. */
export function keptLines({ kept, users, groups }: PutBackReport): string[] {
  const reasons = [...new Set(kept.map(({ why }) => why))];
  const files = reasons.flatMap((why) => {
    const paths = kept.filter((each) => each.why === why).map(({ path }) => path);
    const [one, many, because] = why.startsWith(NOT_BACK) ? ['is not put back', 'are not put back', why.slice(NOT_BACK.length)] : ['stays', 'stay', why];
    if (paths.length <= MOST_NAMED) return paths.map((path) => `${path} ${one}: ${because}`);
    return [`${paths.slice(0, MOST_NAMED).join(', ')} and ${paths.length - MOST_NAMED} more ${many} (\`usr-overlay log --json\` names them): ${because}`];
  });
  return [...files, ...accountLines(users, groups)];
}

const MOST_NAMED = 5;

/** ostree merges /etc file by file: https://ostreedev.github.io/ostree/deployment/#assembling-a-new-deployment-directory */
function accountLines(users: readonly string[], groups: readonly string[]): string[] {
  const names = [...named('user', users), ...named('group', groups)];
  if (names.length === 0) return [];
  const commands = [...(users.length > 0 ? ['`userdel NAME`'] : []), ...(groups.length > 0 ? ['`groupdel NAME`'] : [])];
  return [`added in the overlay, and kept: ${names.join('; ')}. /etc/passwd and /etc/group now differ from the image, so users added by later images will be missing. Once nothing uses them, remove them: ${commands.join(', ')}`];
}

function named(kind: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${kind}${names.length === 1 ? '' : 's'} ${names.join(', ')}`];
}

function count(list: readonly string[], one: string, many: string): string {
  return `${list.length} ${list.length === 1 ? one : many}`;
}
