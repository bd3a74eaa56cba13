// What happens on a host in one history: an administrator and package managers in an overlay, and the end of it.
import { randomOf, type Random } from '../concurrency/random.ts';
import { administratorActs } from './acts.ts';
import { endOf, type Ending } from './endings.ts';
import type { HostKind } from './host-kinds.ts';
import { transaction } from './transactions.ts';

/** `world`: what neither of them does, as a disk that is full. */
export type Who = 'administrator' | 'packages' | 'product' | 'world';

export type Step = {
  who: Who;
  command: string;
  /** What is looked at after it: /etc, or the databases and what is kept, too. */
  look: 'nothing' | 'etc' | 'whole';
  /** SIGKILL to all of it so many milliseconds after its start. */
  kill?: number;
};

export type History = {
  number: number;
  /** Of the name of an ending. */
  ending: Ending['name'];
  /** Whether the package database goes with the overlay. */
  follows: boolean;
  /** What follows the overlay was in memory alone when the host went down, or those mounts did: what an administrator made in it was told to be lost. */
  isCut: boolean;
  /** Steps, for each boot. */
  boots: Step[][];
  /** The place of the looks among all steps: before the overlay, at the end, and after a second run. */
  begin: number;
  end: number;
  again: number;
};

/** `isLast`: after it the host is not used again, so that its image may change. */
export function historyOf(seed: number, number: number, kind: HostKind, isLast: boolean): History {
  const random = randomOf(seed, number);
  const act = (): Step => step('administrator', administratorActs(kind, random, `his ${String(seed)} ${String(number)} ${String((marks += 1))}`));
  let marks = 0;
  const up = random.chance(15) && kind.manager === 'dpkg' && !isLast ? random.pick(unfollowed(kind)) : random.pick(['usr-overlay up', 'usr-overlay up', 'usr-overlay up --backend native']);
  const follows = !/no-follow|unlock/.test(up);
  const ending = endOf({ random, follows, kind, isLast });
  const before = [...ending.before, ...Array.from({ length: random.between(0, 3) }, act), { ...step('world', 'true'), look: 'whole' as const }];
  const during = Array.from({ length: random.between(3, 8) }, () => (random.chance(45) ? step('packages', transaction(kind, random)) : act()));
  const [first = [], ...others] = ending.boots;
  const boots = [[...before, step('product', up), ...during, ...first], ...others];
  const all = boots.flat();
  const isCut = follows && (boots.length > 1 || ending.name === 'soft-reboot');
  return { number, ending: ending.name, follows, isCut, boots, begin: before.length - 1, end: all.findLastIndex(({ look }, at) => look === 'whole' && at < all.length - 1), again: all.length - 1 };
}

export function step(who: Who, command: string, look: Step['look'] = who === 'world' ? 'nothing' : 'etc'): Step {
  return { who, command, look };
}

/** For a person who reads what went wrong. */
export function historyWords({ boots }: History): string[] {
  return boots.flatMap((steps, boot) => [...(boot === 0 ? [] : ['(reboot)']), ...steps.map(({ who, command, kill }) => `${who}: ${command.replaceAll('\n', '; ')}${kill === undefined ? '' : ` (SIGKILL after ${String(kill)} ms)`}`)]);
}

function unfollowed({ disk }: HostKind): [string, ...string[]] {
  return disk === 'ostree' ? ['usr-overlay up --no-follow', 'ostree admin unlock'] : ['usr-overlay up --no-follow'];
}

export type { Random };
