// The rounds that a seed makes, and the shell text of each.
import { commandOf, KINDS, type Kind } from './actors.ts';
import { randomOf, type Random } from './random.ts';

export type Actor = {
  kind: Kind;
  command: string;
  /** Milliseconds after the round's begin. */
  start: number;
  /** SIGKILL so many milliseconds after the start, to the command alone or to what it started, too. */
  kill: { after: number; whole: boolean } | null;
};

export type Round = {
  number: number;
  actors: Actor[];
  /** What is run first after a kill: either must set the host right. */
  recovery: 'up' | 'down';
  /** Whether it ends with a `down`, after which the host must be the image again. */
  reset: boolean;
};

/** The looks at the host in a round, in their order. */
export type LookName = 'after' | 'recovered' | 'reset';

export function roundOf(seed: number, number: number): Round {
  const random = randomOf(seed, number);
  const actors = Array.from({ length: random.between(2, 4) }, () => actorOf(random));
  const victim = random.chance(40) ? random.between(0, actors.length - 1) : -1;
  return {
    number,
    actors: actors.map((actor, index) => (index === victim ? { ...actor, kill: killOf(actor, random) } : actor)),
    recovery: random.pick(['up', 'down']),
    reset: random.chance(20),
  };
}

export function looksOf(round: Round): LookName[] {
  return ['after', ...(victimOf(round) ? ['recovered' as const] : []), ...(round.reset ? ['reset' as const] : [])];
}

export function victimOf({ actors }: Round): Actor | undefined {
  return actors.find(({ kill }) => kill !== null);
}

/** By the functions of guest.sh. */
export function shellOf(round: Round): string {
  const actors = round.actors.map(({ command, start, kill }, index) => `actor ${String(index)} ${seconds(start)} '${command}' ${kill ? `${seconds(kill.after)} ${kill.whole ? 'whole' : 'alone'}` : ''}`);
  const recovery = victimOf(round) ? [`recover recovery ${round.recovery}`, 'mend', 'look recovered'] : [];
  const reset = round.reset ? ['recover reset down', 'look reset'] : [];
  return [`round ${String(round.number)}`, ...actors, 'settle', 'look after', ...recovery, ...reset, ''].join('\n');
}

/** For a person who reads what went wrong. */
export function roundWords({ actors, recovery, reset }: Round): string {
  const words = actors.map(({ command, start, kill }) => `${String(start)} ms: ${command}${kill ? ` (SIGKILL${kill.whole ? ' to all of it' : ''} after ${String(kill.after)} ms)` : ''}`);
  return [...words, ...(victimOf({ actors } as Round) ? [`then ${recovery}`] : []), ...(reset ? ['then down'] : [])].join('; ');
}

function actorOf(random: Random): Actor {
  const kind = random.pick(KINDS);
  return { kind, command: commandOf(kind, random), start: random.between(0, 600), kill: null };
}

function killOf({ kind }: Actor, random: Random): Actor['kill'] {
  const LONGEST: Record<Kind, number> = { overlay: 600, run: 900, apt: 1200, dpkg: 250, reader: 200 };
  return { after: random.between(10, LONGEST[kind]), whole: random.chance(50) };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
