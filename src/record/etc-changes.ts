// What packages left outside /usr while an overlay was on, judged by what was there before it.

import { resolveLink, type Ownership } from '../text/paths.ts';
import type { ArrivedPackage } from '../packages/package-files.ts';
import type { PackageSet } from '../packages/package-set.ts';

/** The folders that are looked at: /etc, and where Debian's deb-systemd-helper writes down what it enabled. */
export const ROOTS = [
  '/etc',
  '/var/lib/systemd/deb-systemd-helper-enabled',
  '/var/lib/systemd/deb-systemd-helper-masked',
  '/var/lib/systemd/deb-systemd-user-helper-enabled',
  '/var/lib/systemd/deb-systemd-user-helper-masked',
] as const;

/** All that lies in ROOTS, but for what follows the overlay. */
export type Tree = { folders: readonly string[]; files: readonly string[]; /** Targets as they are written. */ links: Readonly<Record<string, string>> };

/** `digest`: of the content that it had, in hexadecimal. */
export type KnownFile = Ownership & { package: string; digest: string };

/** How things were when the record began. */
export type Baseline = {
  tree: Tree;
  /** Of the folders in `tree`; a record that an older version began has none. */
  modes?: Readonly<Record<string, Ownership>>;
  /** The configuration files of the image's packages. */
  conffiles: Readonly<Record<string, KnownFile>>;
  users: readonly string[];
  groups: readonly string[];
  packages: readonly PackageSet[];
};

/** What is there because of packages, and is to go or to come back once these are gone. */
export type Leftovers = {
  /** `key` of its package; `digest` as it was shipped, or as a helper of the package manager wrote it. */
  files: readonly { path: string; package: string; digest: string }[];
  links: readonly { path: string; package: string; target: string }[];
  /** Made by packages; they go when they are empty. */
  folders: readonly { path: string; package: string }[];
  /** Links to /dev/null that hide a unit of the image whose package was removed. */
  masks: readonly string[];
  /** Of the image, and away with a package that was removed or changed. */
  lostFiles: readonly string[];
  lostLinks: readonly string[];
  /** Files in /usr by which a package is known to be there: all must have this content. */
  witnesses: Readonly<Record<string, readonly { path: string; digest: string }[]>>;
  users: readonly string[];
  groups: readonly string[];
};

export const EMPTY_LEFTOVERS: Leftovers = { files: [], links: [], folders: [], masks: [], lostFiles: [], lostLinks: [], witnesses: {}, users: [], groups: [] };

export type Seen = {
  tree: Tree;
  arrived: readonly ArrivedPackage[];
  /** Names of the image's packages that changed or went. */
  changed: ReadonlySet<string>;
  /** Digests of the files in ROOTS outside /etc that were not there before. */
  helperDigests: Readonly<Record<string, string>>;
  witnesses: Leftovers['witnesses'];
  /** dpkg's diversions: where a file is kept instead, and the name of the package that wants it so. */
  diverted: ReadonlyMap<string, { to: string; by: string }>;
  users: readonly string[];
  groups: readonly string[];
  /** Whether a path of the host leads to something now, links followed. */
  exists: (path: string) => boolean;
};

export function findLeftovers(baseline: Baseline, seen: Seen): Leftovers {
  const { tree, arrived } = seen;
  const before = { files: new Set(baseline.tree.files), folders: new Set(baseline.tree.folders), links: baseline.tree.links };
  const [files, folders] = [new Set(tree.files), new Set(tree.folders)];
  const owners = new Map(arrived.flatMap(({ key, files: own }) => own.map(({ path }) => [path, key] as const)));
  const links = new Map(Object.entries(tree.links).filter(([path, target]) => before.links[path] !== target));
  const diversions = newDiversions(baseline, seen).filter(({ to }) => files.has(to) && !before.files.has(to));
  const isGone = (path: string): boolean => !files.has(path) && tree.links[path] === undefined;
  const wentWithPackage = Object.entries(baseline.conffiles).flatMap(([path, known]) => (seen.changed.has(known.package) && isGone(path) ? [path] : []));
  return {
    files: [...arrived.flatMap(shippedFiles), ...helperFiles(seen, owners), ...diversions.map(({ to, by, digest }) => ({ path: to, package: by, digest }))],
    links: [...links].flatMap(([path, target]) => {
      const owner = ownerOfLink(path, links, owners);
      return owner === undefined ? [] : [{ path, package: owner, target }];
    }),
    folders: [...owners].flatMap(([path, key]) => (folders.has(path) && !before.folders.has(path) ? [{ path, package: key }] : [])),
    masks: [...links].flatMap(([path, target]) => (target === '/dev/null' && !seen.exists(unitOf(path)) ? [path] : [])),
    lostFiles: [...new Set([...wentWithPackage, ...diversions.flatMap(({ path }) => (files.has(path) ? [] : [path]))])],
    lostLinks: Object.entries(before.links).flatMap(([path, target]) => (isGone(path) && !seen.exists(resolveLink(path, target)) ? [path] : [])),
    witnesses: seen.witnesses,
    users: seen.users.filter((name) => !baseline.users.includes(name)),
    groups: seen.groups.filter((name) => !baseline.groups.includes(name)),
  };
}

/** path_resolution(7): the kernel follows no more. */
const MOST_LINKS = 40;

/** The package that a new link is of or leads into, over other new links. */
function ownerOfLink(path: string, links: ReadonlyMap<string, string>, owners: ReadonlyMap<string, string>): string | undefined {
  let at = path;
  for (let steps = 0; steps <= MOST_LINKS && !owners.has(at); steps += 1) {
    const target = links.get(at);
    if (target === undefined) return undefined;
    at = resolveLink(at, target);
  }
  return owners.get(at);
}

type Diversion = { path: string; to: string; /** Key of its package. */ by: string; /** Of the image's file that is kept there. */ digest: string };

/** Of the image's configuration, by packages that came: dpkg's list of them goes with the overlay, the files in /etc would stay renamed. */
function newDiversions({ conffiles }: Baseline, { arrived, diverted }: Seen): Diversion[] {
  const keys = new Map(arrived.map(({ name, key }) => [name, key]));
  return [...diverted].flatMap(([path, { to, by }]) => {
    const [key, known] = [keys.get(by), conffiles[path]];
    return key === undefined || known === undefined ? [] : [{ path, to, by: key, digest: known.digest }];
  });
}

function shippedFiles({ key, files }: ArrivedPackage): Leftovers['files'][number][] {
  return files.flatMap(({ path, digest }) => (digest !== null && path.startsWith('/etc/') ? [{ path, package: key, digest }] : []));
}

/** deb-systemd-helper takes a unit whose links are gone, and this is not, for one that the administrator disabled. */
function helperFiles({ helperDigests }: Seen, owners: ReadonlyMap<string, string>): Leftovers['files'][number][] {
  const units = new Map([...owners].map(([path, key]) => [baseName(path), key] as const));
  return Object.entries(helperDigests).flatMap(([path, digest]) => {
    const owner = units.get(baseName(path).replace(/\.dsh-also$/, ''));
    return owner === undefined ? [] : [{ path, package: owner, digest }];
  });
}

/** The unit of the image that a link in /etc/systemd/system or /etc/systemd/user hides. */
export function unitOf(path: string): string {
  return path.replace(/^\/etc\/systemd\//, '/usr/lib/systemd/');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
