// This file judges what packages left outside /usr while an overlay was on, by comparison with what was there before it.

import { resolveLink, type Ownership } from '../text/paths.ts';
import type { ArrivedPackage } from '../packages/package-files.ts';
import { ANY, type Baseline, type Tree } from './baseline.ts';

/** Holds what is there because of packages, and must go, or come back, when those are gone. */
export type Leftovers = {
  /** `key` of its package; `digest` as shipped (then `shipped`), or as a helper wrote it. `like`: mode and owner as shipped, or when it was first seen. */
  files: readonly { path: string; package: string; digest: string; shipped?: boolean; like?: Ownership }[];
  links: readonly { path: string; package: string; target: string }[];
  /** Packages made these folders; they are removed when they are empty. */
  folders: readonly { path: string; package: string }[];
  /** These links to /dev/null hide a unit of the image whose package was removed. */
  masks: readonly string[];
  /** These belong to the image and disappeared with a package that was removed or changed. */
  lostFiles: readonly string[];
  lostLinks: readonly string[];
  /** The package databases were the overlay's: what they say once it is gone is so. A record of an older version does not tell. */
  databaseFollows?: boolean;
  /** The database followed once and does no more: it does not know all that is here. */
  isForgotten?: boolean;
  /** A package counts as there if all of these files in /usr have this content; none where the databases tell. */
  witnesses: Readonly<Record<string, readonly { path: string; digest: string }[]>>;
  users: readonly string[];
  groups: readonly string[];
  /** Names of packages that were seen to be another than before, if only for a while: one may be back, and its configuration is new. */
  touched?: readonly string[];
  /** What came, went or was led elsewhere while no package changed: his who did it. See ./looks.ts. */
  administrator?: readonly string[];
  /** The same where packages changed, and nobody had looked just before. */
  doubtful?: readonly string[];
  /** Files and links that came in a transaction which was cut short: nobody knows whose. */
  strays?: readonly string[];
};

export const EMPTY_LEFTOVERS: Leftovers = { files: [], links: [], folders: [], masks: [], lostFiles: [], lostLinks: [], witnesses: {}, users: [], groups: [] };

/** Holds what was found on the host after packages came. */
export type Observation = {
  tree: Tree;
  arrived: readonly ArrivedPackage[];
  /** These are names of the image's packages that changed or went. */
  changed: ReadonlySet<string>;
  /** Holds the digests of files in ROOTS outside /etc that were not there before. */
  helperDigests: Readonly<Record<string, string>>;
  witnesses: Leftovers['witnesses'];
  /** Holds dpkg's diversions: where a file is kept instead, and the name of the package that asked for it. */
  diverted: ReadonlyMap<string, { to: string; by: string }>;
  users: readonly string[];
  groups: readonly string[];
  administrator: ReadonlySet<string>;
  doubtful: ReadonlySet<string>;
};

/** Returns what the packages in `seen` left, compared with `baseline`. */
export function findLeftovers(baseline: Baseline, seen: Observation): Leftovers {
  const { tree, arrived, administrator, doubtful } = seen;
  const before = { files: new Set(baseline.tree.files), folders: new Set(baseline.tree.folders), links: baseline.tree.links };
  const [files, folders] = [new Set(tree.files), new Set(tree.folders)];
  const owners = new Map(arrived.flatMap(({ key, files: own }) => own.map(({ path }) => [path, key] as const)));
  const links = new Map(Object.entries(tree.links).filter(([path, target]) => before.links[path] !== target && !administrator.has(path)));
  const shipped = arrived.flatMap((each) => shippedFiles(each, baseline, seen.diverted));
  const diversions = newDiversions(baseline, seen).filter(({ to }) => files.has(to) && !before.files.has(to));
  const renamed = diversions.filter(({ to }) => !shipped.some(({ path }) => path === to));
  const isGone = (path: string): boolean => !files.has(path) && tree.links[path] === undefined && !administrator.has(path);
  const wentWithPackage = Object.entries(baseline.conffiles).flatMap(([path, known]) => ((known.package === ANY || seen.changed.has(known.package)) && isGone(path) ? [path] : []));
  return {
    files: [...shipped, ...helperFiles(seen, owners), ...renamed.map(({ to, by, digest }) => ({ path: to, package: by, digest }))],
    links: [...links].flatMap(([path, target]) => {
      const owner = ownerOfLink(path, links, owners);
      // Of a link of before it is enough that it was not the administrator who led it elsewhere.
      return owner === undefined && before.links[path] === undefined ? [] : [{ path, package: owner ?? '', target }];
    }),
    folders: [...owners].flatMap(([path, key]) => (folders.has(path) && !before.folders.has(path) && !administrator.has(path) ? [{ path, package: key }] : [])),
    masks: [...links].flatMap(([path, target]) => (target === '/dev/null' && isMaskedByPackage(path, files, before.files) ? [path] : [])),
    lostFiles: [...new Set([...wentWithPackage, ...diversions.flatMap(({ path }) => (files.has(path) || administrator.has(path) ? [] : [path]))])],
    lostLinks: Object.keys(before.links).filter(isGone),
    witnesses: seen.witnesses,
    users: seen.users.filter((name) => !baseline.users.includes(name)),
    groups: seen.groups.filter((name) => !baseline.groups.includes(name)),
    administrator: [...administrator],
    doubtful: [...doubtful],
  };
}

/** deb-systemd-helper writes down what it masks, and only that: https://salsa.debian.org/debian/init-system-helpers, mask_service. */
export function isMaskedByPackage(path: string, files: ReadonlySet<string>, before: ReadonlySet<string>): boolean {
  const state = maskState(path);
  return state !== null && files.has(state) && !before.has(state);
}

/** Where deb-systemd-helper says that it made the mask at `path`. */
export function maskState(path: string): string | null {
  const [, kind, name] = /^\/etc\/systemd\/(system|user)\/([^/]+)$/.exec(path) ?? [];
  return name === undefined ? null : `/var/lib/systemd/deb-systemd-${kind === 'user' ? 'user-' : ''}helper-masked/${name}`;
}

/** path_resolution(7): the kernel follows no more. */
const MOST_LINKS = 40;

/** Returns the package that owns a new link, or owns what it leads to through other new links. */
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

/** Returns new diversions of the image's configuration. dpkg's list of them goes with the overlay, but the files in /etc stay renamed. */
function newDiversions({ conffiles }: Baseline, { arrived, diverted }: Observation): Diversion[] {
  const keys = new Map(arrived.map(({ name, key }) => [name, key]));
  return [...diverted].flatMap(([path, { to, by }]) => {
    const [key, known] = [keys.get(by), conffiles[path]];
    return key === undefined || known === undefined ? [] : [{ path, to, by: key, digest: known.digest }];
  });
}

/** What was diverted before the overlay the package has there; what somebody diverted since is his. */
function shippedFiles({ key, name, files }: ArrivedPackage, { conffiles }: Baseline, diverted: Observation['diverted']): Leftovers['files'][number][] {
  const placeOf = (path: string): string => {
    const { to = path, by } = diverted.get(path) ?? {};
    return by === name || conffiles[to] === undefined ? path : to;
  };
  return files.flatMap(({ path, digest, like }) => (digest !== null && path.startsWith('/etc/') ? [{ path: placeOf(path), package: key, digest, shipped: true, ...(like && { like }) }] : []));
}

/** deb-systemd-helper takes a unit for disabled by the administrator if its links are gone while these files are still there. */
function helperFiles({ helperDigests }: Observation, owners: ReadonlyMap<string, string>): Leftovers['files'][number][] {
  const units = new Map([...owners].map(([path, key]) => [baseName(path), key] as const));
  return Object.entries(helperDigests).flatMap(([path, digest]) => {
    const owner = units.get(baseName(path).replace(/\.dsh-also$/, ''));
    return owner === undefined ? [] : [{ path, package: owner, digest }];
  });
}

/** Returns the unit of the image that a link in /etc/systemd/system or /etc/systemd/user hides. */
export function unitOf(path: string): string {
  return path.replace(/^\/etc\/systemd\//, '/usr/lib/systemd/');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
