// Whether a history went as it must. Pure: what was seen of it, and a line for each thing that is wrong.
import type { History } from './history.ts';
import { judgeBytes } from './judge-bytes.ts';
import { judgeState, LEFT } from './judge-state.ts';
import type { Moment, Whole } from './read-seen.ts';

/** `left`: what packages left and nobody named, but which harms nothing. */
export function judgeHistory(history: Pick<History, 'begin' | 'end' | 'again' | 'follows' | 'isCut'>, seen: readonly Moment[]): { wrong: string[]; left: string[] } {
  const { begin, end, again, follows, isCut } = history;
  const [first, last, second] = [begin, end, again].map((at) => seen[at]);
  if (!first?.whole || !last?.whole || !second?.whole) return { wrong: ['nothing was seen'], left: [] };
  const moments = seen.slice(begin, end + 1);
  const all = [
    ...judgeBytes(moments, last.whole, isCut),
    ...judgeState(moments, last.whole, { follows, isCut }),
    ...(follows ? judgeFollowed(first.whole, last.whole) : judgeRepaired(last.whole, last.said)),
    ...judgeSecond(last, second),
    ...seen.slice(begin).flatMap(judgeWords),
  ];
  return { wrong: all.filter((line) => !line.startsWith(LEFT)), left: all.filter((line) => line.startsWith(LEFT)) };
}

/** A database that goes with the overlay is the one of before, to the byte. */
function judgeFollowed(begin: Whole, end: Whole): string[] {
  return [
    ...differences('the package database', lines(begin.database), lines(end.database)),
    ...differences('packages', begin.packages, end.packages),
    ...differences('programs', begin.programs, end.programs),
    ...(end.unsound === begin.unsound ? [] : [`the database and the files: ${end.unsound}`]),
  ];
}

/** One that does not go is repaired: it lists what is there, and what cannot be repaired is named. */
function judgeRepaired(end: Whole, said: string): string[] {
  const listed = end.packages.filter((line) => /^keep-\S+ \S+ (.i|rpm)/.test(line)).map((line) => line.split(' ').slice(0, 2).join(' '));
  const named = (line: string): boolean => !said.includes(line.split(' ')[0] ?? line);
  return [...differences('programs against the database', listed.filter(named).sort(), end.programs.filter(named).sort()), ...(end.unsound === '' ? [] : [`the database and the files: ${end.unsound}`])];
}

function judgeSecond(last: Moment, second: Moment): string[] {
  const of = ({ tree, whole }: Moment): string[] => [
    ...lines(tree ?? new Map()), ...lines(whole?.database ?? new Map()), ...(whole?.packages ?? []), ...[...(whole?.kept ?? [])].sort(), `${String(whole?.mounts)} mounts`,
  ];
  return [...differences('a second run', of(last), of(second)), ...(second.whole?.mounts === 0 ? [] : ['an overlay is still on'])];
}

const FAULT = /bug in usr-overlay|^\s+at .+:\d+:\d+\)?$|^\w*Error: |^warning: .*record(?!.*no space is left)/m;

function judgeWords({ who, command, said }: Moment): string[] {
  const fault = who === 'product' ? FAULT.exec(said)?.[0] : undefined;
  return fault === undefined ? [] : [`${command} said ${JSON.stringify(fault)}: ${said.slice(-600)}`];
}

function lines(map: ReadonlyMap<string, string>): string[] {
  return [...map].map(([path, value]) => `${path} ${value}`).sort();
}

/** At most a few of each: a database that is gone has hundreds. */
function differences(what: string, before: readonly string[], now: readonly string[]): string[] {
  const [old, fresh] = [new Set(before), new Set(now)];
  const all = [...before.filter((line) => !fresh.has(line)).map((line) => `${what}: - ${line}`), ...now.filter((line) => !old.has(line)).map((line) => `${what}: + ${line}`)];
  return all.length > MOST ? [...all.slice(0, MOST), `${what}: ${String(all.length - MOST)} more`] : all;
}

const MOST = 8;
