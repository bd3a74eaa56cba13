// This file words what `usr-overlay doctor` found: a fact, what it means, and what repairs it.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { FINDING_KINDS, ofKind, type Finding, type FindingKind } from './findings.ts';
import type { FixObstacle } from './fix-obstacle.ts';
import { jsonText } from '../output/control-characters.ts';
import { row } from '../output/rows.ts';

const FIX = '`usr-overlay doctor --fix`';

type Words = { fact: (many: boolean) => string; means: string; repair: string; does: string | null };

const WORDS: Record<FindingKind, Words> = {
  ghost: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} called installed, and no file of ${many ? 'them' : 'it'} is in /usr`,
    means: 'an overlay took the files with it and left the database; apt takes them for installed and installs them no more',
    repair: `${FIX} takes them out of the database; their files in /etc stay`,
    does: 'take out of the database, without running its scripts:',
  },
  'other-version': {
    fact: (many) => `the files of ${many ? 'packages' : 'a package'} are not those of the version in the database`,
    means: 'an upgrade went with its overlay: the files are the image\'s again, and the database still has the newer version',
    repair: `${FIX} puts back what the database said of the image's version, if the image or apt has a copy`,
    does: 'put back what the database said of the image\'s version of:',
  },
  'failed-install': {
    fact: (many) => `${many ? 'packages are' : 'a package is'} half-installed, and no part of the image`,
    means: 'an installation failed on a read-only /usr; dpkg refuses to remove it, and apt wants to reinstall it',
    repair: `${FIX} takes them out of the database`,
    does: 'take out of the database:',
  },
  'failed-change': {
    fact: (many) => `${many ? 'packages of the image are' : 'a package of the image is'} called half-installed, and all files are in place`,
    means: 'an upgrade or a removal failed on a read-only /usr; a service of it may have been stopped on the way',
    repair: `${FIX} calls them installed again; then restart their services`,
    does: 'call installed again, as the files are:',
  },
  removed: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} called removed, and the image has ${many ? 'their' : 'its'} files`,
    means: 'a removal went with its overlay: the files are back, and apt would install over them or miss them for other packages',
    repair: `${FIX} puts back what the database said of the image's version, if the image or apt has a copy`,
    does: 'put back what the database said of the image\'s version of:',
  },
  diversion: {
    fact: (many) => `${many ? 'diversions' : 'a diversion'} of a package that is gone ${many ? 'are' : 'is'} not in force`,
    means: 'dpkg would put the next version of that file aside, where nothing finds it',
    repair: `${FIX} takes it out of the database`,
    does: 'take out of the database the diversion of:',
  },
  dependency: {
    fact: (many) => `${many ? 'packages lack' : 'a package lacks'} what ${many ? 'they need' : 'it needs'}`,
    means: 'apt or dnf refuses further work until it is mended',
    repair: 'install what is missing in the image, and update to that',
    does: null,
  },
  selected: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} selected for installation, and not installed`,
    means: 'an installation failed before it changed anything; `dpkg -l` shows the state "in"',
    repair: `${FIX} takes the selection back`,
    does: 'take back the selection of:',
  },
  unconfigured: {
    fact: (many) => `${many ? 'packages are' : 'a package is'} unpacked but not configured`,
    means: 'a maintainer script did not come to its end, or has not run; its files are in place',
    repair: 'run `usr-overlay up --no-follow`, `dpkg --configure --pending`, `usr-overlay down`; better, configure them in the image',
    does: null,
  },
  'rpm-ghost': {
    fact: (many) => `${many ? 'packages are' : 'a package is'} in the rpm database, and no file of ${many ? 'them' : 'it'} is in /usr`,
    means: 'an overlay took the files with it and left the database; dnf takes them for installed and installs them no more',
    repair: `${FIX} takes them out of the database`,
    does: 'take out of the rpm database, without running its scripts:',
  },
  alternative: {
    fact: (many) => `${many ? 'alternatives have' : 'an alternative has'} a choice whose program is not there`,
    means: 'the command of that name may lead nowhere',
    repair: `${FIX} removes the choice, and the next best one takes its place`,
    does: 'remove the choice from the alternative:',
  },
  'alternative-link': {
    fact: (many) => `${many ? 'links' : 'a link'} in /etc/alternatives ${many ? 'lead' : 'leads'} to what is not there, and the alternatives database knows better`,
    means: 'the command of that name is not found',
    repair: `${FIX} sets the link to the best choice`,
    does: 'set to the best choice the alternative:',
  },
  'stray-link': {
    fact: (many) => `${many ? 'links' : 'a link'} in /etc/alternatives ${many ? 'lead' : 'leads'} to what is not there, and no alternative is known by that name`,
    means: 'a package that was in an overlay left it behind',
    repair: `${FIX} removes it`,
    does: 'remove from /etc/alternatives:',
  },
  overlay: {
    fact: () => 'the state of the overlay is not what the mounts are',
    means: 'an overlay was put on or taken off half-way, or past this program',
    repair: 'what the sentence names; `usr-overlay status` shows the whole',
    does: null,
  },
  'open-record': {
    fact: (many) => `${many ? 'overlays have' : 'an overlay has'} ended, and not all that ${many ? 'their' : 'its'} packages left in /etc is put back`,
    means: 'a step failed, as the sentence says; the next `usr-overlay up`, `usr-overlay down` or boot tries again',
    repair: 'make room, or /etc writable; then `usr-overlay put-back` tries again',
    does: null,
  },
  'cut-short': {
    fact: () => 'a repair was cut short',
    means: 'the database is whole: it is either as before or repaired',
    repair: `${FIX} removes what is left of it`,
    does: 'remove what is left of:',
  },
};

/** This line is printed where nothing was found, and all of it was verified. */
export const HEALTHY = 'Nothing is wrong with the package database, the alternatives and the overlay';

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
export const UNSURE = 'Nothing was found to be wrong, and this could not be judged:';

/** Returns the rows about what could not be judged; none where all was. */
export function unjudgedLines(unjudged: readonly string[], width: number): string[] {
  if (unjudged.length === 0) return [];
  return [...row('not judged', unjudged[0] ?? '', width), ...unjudged.slice(1).flatMap((line) => row('', line, width))];
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
  if (kind === 'overlay' || kind === 'open-record') return detail;
  if (kind === 'diversion') return `${detail}, by ${name}`;
  if (kind === 'dependency' || kind === 'alternative' || kind === 'alternative-link' || kind === 'stray-link') return `${name}: ${detail}`;
  return detail === '' ? name : `${name} ${detail}`;
}

/** Maps each obstacle to a line without "error:" and the exit code. */
export const FIX_REFUSALS: Record<FixObstacle, { line: string; exitCode: ExitCode }> = {
  container: { line: 'this is a container or an image build: reinstall the packages there', exitCode: EXIT.notPossible },
  'followers-left': { line: 'an overlay that has lost its /usr still lies on the package database: run `usr-overlay down` first', exitCode: EXIT.busy },
  'overlay-on': { line: 'an overlay is on /usr, and what is repaired in it does not last: run `usr-overlay down` first', exitCode: EXIT.busy },
  'sysext-writable': { line: 'a system extension makes /usr writable, and what is repaired in it does not last: run `systemd-sysext unmerge` first', exitCode: EXIT.busy },
  'transient-root': { line: 'the whole root file system is transient: its packages are right again after a reboot', exitCode: EXIT.notPossible },
  'usr-writable': { line: '/usr is writable here: `apt-get install --reinstall` or `dnf reinstall` brings back the files of a package', exitCode: EXIT.notPossible },
  'database-in-image': { line: 'the package database is part of the image: repair it there, and update to that image', exitCode: EXIT.notPossible },
};
