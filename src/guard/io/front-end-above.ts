// The processes above a hook: which of them is the front end, and what was typed to start it.

import { parentOf, programOf, wordsOf } from '../../system/processes/process-table.ts';
import { callsOthers, frontEndOf } from '../request/front-end.ts';

/** Returns the process of which `pid` is a fork, or `pid` itself: front ends fork to run hooks and dpkg, and the words stay the same. */
export function ownerOf(pid: number): number {
  const [program, words] = [programOf(pid), wordsOf(pid).join('\0')];
  const isFork = (parent: number) => words !== '' && programOf(parent) === program && wordsOf(parent).join('\0') === words;
  return ancestorsOf(pid).find((each, at, all) => !isFork(all[at + 1] ?? 0)) ?? pid;
}

/** Returns what was typed to start the nearest front end above `pid` that calls apt-get or dpkg, or null. */
export function typedAbove(pid: number): string[] | null {
  return ancestorsOf(pid).slice(1).map((each) => frontEndOf(wordsOf(each))).find(callsOthers)?.typed ?? null;
}

/** Returns `pid` first, then its parent, and so on. */
export function ancestorsOf(pid: number): number[] {
  const found: number[] = [];
  for (let each: number | null = pid; each !== null && each > 1 && found.length < DEEPEST; each = parentOf(each)) found.push(each);
  return found;
}

/** Between a front end and its dpkg there are some shells and a pseudo-terminal's process. */
const DEEPEST = 10;
