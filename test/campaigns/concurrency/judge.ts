// Whether a round went as it must: how each actor ended, and what the host is like after it.
import { endingsOf, type Ending } from './actors.ts';
import { judgeLook, judgeTorn, type Image } from './judge-look.ts';
import { looksOf, victimOf, type Actor, type Round } from './rounds.ts';
import type { Ended, Seen } from './seen.ts';

/** One line for each thing that is wrong; none is good. */
export function judge(round: Round, seen: Seen, image: Image): string[] {
  const victim = victimOf(round);
  const mayBeTorn = victim !== undefined;
  const actors = round.actors.flatMap((actor, index) => judgeEnd(actor, seen.actors[index] ?? null, victim));
  const looks = looksOf(round).flatMap((name) => {
    const look = seen.looks[name];
    if (!look) return [`${name}: not seen`];
    const wrong = name === 'after' && mayBeTorn ? judgeTorn(look, image) : judgeLook(look, image);
    const isOn = name === 'reset' && look.status?.usrOverlay !== null;
    return [...wrong, ...(isOn ? ['an overlay is still on'] : [])].map((line) => `${name}: ${line}`);
  });
  return [
    ...actors,
    ...seen.stuck.map((line) => `did not end: ${line}`),
    ...(victim ? judgeAlone(round.recovery, seen.recovery) : []),
    ...(round.reset ? judgeAlone('down', seen.reset) : []),
    ...looks,
  ];
}

/** Words that no command may say, whatever it answers. */
const FAULT = /bug in usr-overlay|^\s+at .+:\d+:\d+\)?$|^\w*Error: |^warning: the record|the detector (?!gave no answer)/m;

function judgeEnd(actor: Actor, ended: Ended | null, victim: Actor | undefined): string[] {
  if (!ended) return [`${actor.command}: no exit code`];
  const fault = FAULT.exec(ended.said)?.[0];
  const faults = fault === undefined ? [] : [`${actor.command}: said ${JSON.stringify(fault)}`];
  const allowed = [...endingsOf(actor.kind), ...(actor === victim ? [KILLED] : []), ...(victim && worksWithPackages(victim) ? AFTER_KILL[actor.kind] : [])];
  const isAllowed = allowed.some(({ code, says }) => code === ended.code && (says?.test(ended.said) ?? true));
  return [...faults, ...(isAllowed ? [] : [`${actor.command}: exit ${String(ended.code)}: ${JSON.stringify(ended.said.slice(-500))}`])];
}

const KILLED: Ending = { code: 137 };

/** What apt and dpkg say of a database that a killed one has left to be mended. */
const INTERRUPTED = /dpkg was interrupted|is in a very bad inconsistent state|Unmet dependencies|returned an error code|processing package|dependency problems|reinstallation/i;
const AFTER_KILL: Readonly<Record<Actor['kind'], readonly Ending[]>> = {
  overlay: [],
  run: [{ code: 100, says: INTERRUPTED }, { code: 1, says: INTERRUPTED }],
  apt: [{ code: 100, says: INTERRUPTED }],
  dpkg: [{ code: 1, says: INTERRUPTED }],
  reader: [],
};

function worksWithPackages({ command }: Actor): boolean {
  return /(apt-get|dpkg) /.test(command);
}

function judgeAlone(command: string, ended: Ended | null): string[] {
  return ended?.code === 0 && !FAULT.test(ended.said) ? [] : [`usr-overlay ${command}, alone: ${ended ? `exit ${String(ended.code)}: ${ended.said}` : 'no exit code'}`];
}
