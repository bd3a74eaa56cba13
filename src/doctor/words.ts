// This file words what `usr-overlay doctor` found: a fact, what it means, and what repairs it.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { FINDING_KINDS, ofKind, type Finding, type FindingKind } from './findings.ts';
import { WORDS } from './finding-words.ts';
import type { FixObstacle } from './fix-obstacle.ts';
import { jsonText } from '../output/control-characters.ts';
import { row } from '../output/rows.ts';

/** This line is printed where nothing was found, and all of it was verified. */
export const HEALTHY = 'Nothing is wrong with the package database, the alternatives and the overlay.';

/** Returns the findings, grouped by kind, in lines of `width` columns. */
export function doctorLines(findings: readonly Finding[], width: number): string[] {
  return groups(findings).flatMap(([kind, found], index) => [
    ...(index === 0 ? [] : ['']),
    ...row('found', WORDS[kind].fact(found.length > 1), width),
    ...found.flatMap((finding) => row('', subject(finding), width)),
    ...row('means', WORDS[kind].means, width),
    ...row('repair', WORDS[kind].repair, width),
  ]);
}

/** This line is printed where nothing was found, and something could not be verified; rows about that follow. */
export const UNSURE = 'Nothing wrong was found, but this could not be checked:';

/** Returns the rows about what could not be judged; none where all was. */
export function unjudgedLines(unjudged: readonly string[], width: number): string[] {
  if (unjudged.length === 0) return [];
  return [...row('not checked', unjudged[0] ?? '', width), ...unjudged.slice(1).flatMap((line) => row('', line, width))];
}

/** Returns what --fix is about to do; empty where it can do nothing. */
export function repairLines(findings: readonly Finding[]): string[] {
  return groups(findings).flatMap(([kind, found]) => {
    const { does } = WORDS[kind];
    return does === null ? [] : [does, ...found.map((finding) => `  ${subject(finding)}`)];
  });
}

/** Returns the answer of `doctor --json`: fields are added, never renamed; see docs/doctor.schema.json. */
export function doctorJson({ findings, unjudged }: { findings: readonly Finding[]; unjudged: readonly string[] }, done: { repaired: readonly Finding[]; backups: readonly string[] }): string {
  const told = (each: Finding) => ({ ...each, fact: WORDS[each.kind].fact(false), means: WORDS[each.kind].means, repair: WORDS[each.kind].repair });
  return jsonText({ schema: 1, findings: groups(findings).flatMap(([, found]) => found.map(told)), unjudged, repaired: done.repaired, backups: done.backups }, 2);
}

function groups(findings: readonly Finding[]): [FindingKind, Finding[]][] {
  return FINDING_KINDS.map((kind): [FindingKind, Finding[]] => [kind, ofKind(findings, kind)]).filter(([, found]) => found.length > 0);
}

function subject({ kind, name, detail }: Finding): string {
  if (kind === 'overlay' || kind === 'parked' || kind === 'open-record' || kind === 'boot') return detail;
  if (kind === 'diversion') return `${detail}, by ${name}`;
  if (kind === 'dependency' || kind === 'alternative' || kind === 'alternative-link' || kind === 'stray-link') return `${name}: ${detail}`;
  return detail === '' ? name : `${name} ${detail}`;
}

/** Maps each obstacle to a line without "error:" and the exit code. */
export const FIX_REFUSALS: Record<FixObstacle, { line: string; exitCode: ExitCode }> = {
  container: { line: 'this is a container or an image build: reinstall the packages there', exitCode: EXIT.notPossible },
  'followers-left': { line: 'an overlay without its /usr is still on the package database; first run: `usr-overlay down`', exitCode: EXIT.busy },
  'overlay-on': { line: 'an overlay is on /usr, and a repair in it would be lost; first run: `usr-overlay down`', exitCode: EXIT.busy },
  'sysext-writable': { line: 'a system extension makes /usr writable, and a repair in it would be lost; first run: `systemd-sysext unmerge`', exitCode: EXIT.busy },
  'transient-root': { line: 'the whole root is temporary: a reboot repairs its packages', exitCode: EXIT.notPossible },
  'usr-writable': { line: '/usr is writable here. To bring back the files of a package: `apt-get install --reinstall NAME`, or `dnf reinstall NAME`', exitCode: EXIT.notPossible },
  'database-in-image': { line: 'the package database is part of the image: repair it there, and update to that image', exitCode: EXIT.notPossible },
};
