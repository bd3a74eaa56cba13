// This file answers `usr-overlay diff --containerfile`: the lines that give an image what the overlay has.

import type { Offer } from '../packages/repository-versions.ts';
import type { PackageChange } from '../packages/package-changes.ts';
import { filesToCopy, type StayingChange } from './etc-edits.ts';
import { jsonText } from '../output/control-characters.ts';
import { asText, printablePath } from '../output/printable-path.ts';
import { quote } from '../output/shell-words.ts';

/** Holds what `diff --containerfile` makes permanent; `offers` says which repository versions exist for each package. */
export type Permanent = {
  changes: readonly PackageChange[];
  offers: ReadonlyMap<PackageChange, Offer>;
  staying: readonly StayingChange[];
};

/** Returns the lines of a Containerfile; what needs a person's help becomes a comment in it. */
export function containerfileLines({ changes, offers, staying }: Permanent): string[] {
  const offerOf = (change: PackageChange): Offer => offers.get(change) ?? 'unknown';
  const [debs, rpms] = [changes.filter(({ manager }) => manager === 'dpkg'), changes.filter(({ manager }) => manager === 'rpm')];
  const lines = [
    ...(changes.some((change) => change.after !== null && offerOf(change) === 'unknown') ? ['# no package lists here: whether a repository has these versions is not known'] : []),
    ...aptLines(debs, offerOf),
    ...dnfLines(rpms, offerOf),
    ...localLines(changes.filter((change) => offerOf(change) === 'none')),
    ...copyLines(staying),
  ];
  return lines.length === 0 ? ['# nothing to add: the overlay has the packages of the image'] : lines;
}

/** Returns the answer of `diff --containerfile --json`; `unknown` lists the databases that could not be read. */
export function containerfileJson(lines: readonly string[], unknown: readonly string[]): string {
  return jsonText({ schema: 1, lines, unknown }, 2);
}

type OfferOf = (change: PackageChange) => Offer;

function aptLines(changes: readonly PackageChange[], offerOf: OfferOf): string[] {
  const named = changes.filter((change) => mustBeNamed(change, offerOf));
  const words = named.map((change) => (offerOf(change) === 'other' ? `${change.label}=${change.after ?? ''}` : change.label));
  // A name on the command line counts as installed on request, which this takes back.
  const automatic = named.filter(({ asked }) => asked === false).map(({ label }) => label);
  const options = named.some(({ change }) => change === 'downgraded') ? ' --allow-downgrades' : '';
  return [
    ...(words.length === 0 ? [] : command(`apt-get update && apt-get install -y --no-install-recommends${options}`, words, automatic.length === 0 ? [] : ['apt-mark auto', ...automatic])),
    ...removal('apt-get remove -y', changes),
  ];
}

function dnfLines(changes: readonly PackageChange[], offerOf: OfferOf): string[] {
  const words = (kind: PackageChange['change']): string[] =>
    changes.filter((change) => change.change === kind && mustBeNamed(change, offerOf)).map((change) => (offerOf(change) === 'other' ? `${change.name}-${change.after ?? ''}.${change.architecture}` : change.label));
  return [
    ...command('dnf -y install --setopt=install_weak_deps=False', words('installed')),
    ...command('dnf -y upgrade', words('upgraded')),
    ...command('dnf -y downgrade', words('downgraded')),
    ...removal('dnf -y remove', changes),
  ];
}

function mustBeNamed(change: PackageChange, offerOf: OfferOf): boolean {
  return change.after !== null && offerOf(change) !== 'none' && (!change.implied || offerOf(change) === 'other');
}

/** Removals come last: a package that an installation replaces is gone by then, and nothing else goes with it. */
function removal(start: string, changes: readonly PackageChange[]): string[] {
  return command(start, changes.filter(({ change }) => change === 'removed').map(({ label }) => label));
}

const WIDTH = 100;

/** Writes a short command on one line, and a long one with each word on a line of its own. */
function command(start: string, words: readonly string[], after: readonly string[] = []): string[] {
  if (words.length === 0) return [];
  const tail = after.length === 0 ? [] : [`&& ${[after[0], ...after.slice(1).map(quote)].join(' ')}`];
  const parts = [...words.map(quote), ...tail];
  const line = `RUN ${start} ${parts.join(' ')}`;
  return line.length <= WIDTH ? [line] : [`RUN ${start} \\`, ...parts.map((part, index) => `    ${part}${index < parts.length - 1 ? ' \\' : ''}`)];
}

/** The package managers' own tools name files like this, without the epoch. */
function localLines(changes: readonly PackageChange[]): string[] {
  if (changes.length === 0) return [];
  const files = changes.map(({ manager, name, after, architecture }) => {
    const version = (after ?? '').replace(/^\d+:/, '');
    return manager === 'dpkg' ? `${name}_${version}_${architecture}.deb` : `${name}-${version}.${architecture}.rpm`;
  });
  const install = changes.some(({ manager }) => manager === 'dpkg') ? 'apt-get update && apt-get install -y --no-install-recommends' : 'dnf -y install';
  return [
    '# from a local file, not from a repository: put it beside the Containerfile, then',
    ...files.map((file) => `# COPY ${file} /tmp/`),
    `# RUN ${install} ${files.map((file) => quote(`/tmp/${file}`)).join(' ')}`,
  ];
}

/** COPY takes names with spaces, and some others, only as JSON: https://docs.docker.com/reference/dockerfile/#copy */
function copyLines(staying: readonly StayingChange[]): string[] {
  const lines = filesToCopy(staying).map(({ path }) => {
    const text = asText(path);
    if (text === null) return `# no COPY can name ${printablePath(path)}`;
    if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return `# COPY ${text.slice(1)} ${text}`;
    return `# COPY ${jsonText([text.slice(1), text])}`;
  });
  return lines.length === 0 ? [] : ['# changed in /etc: put copies beside the Containerfile, then', ...lines];
}
