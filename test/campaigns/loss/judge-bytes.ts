// Which bytes are owed to a host and its administrator, and whether they are still to be found.
import { digestOfEntry, type Moment, type Tree, type Whole } from './read-seen.ts';

type Owed = { path: string; digest: string; whose: 'the host' | 'the administrator' };

/** One line for each content that is nowhere. `moments`: from the one before the overlay to the last. */
export function judgeBytes(moments: readonly Moment[], whole: Whole, isCut: boolean): string[] {
  const trees = moments.flatMap(({ who, tree }) => (tree ? [{ who, tree }] : []));
  const [begin, last] = [trees[0]?.tree, trees.at(-1)?.tree];
  if (!begin || !last) return ['nothing was seen'];
  let owed: Owed[] = [...begin].flatMap(([path, entry]) => owe(path, digestOfEntry(entry), 'the host'));
  trees.slice(1).forEach(({ who, tree }, at) => {
    const before = trees[at]?.tree ?? begin;
    if (who === 'administrator') owed = afterAct(owed, before, tree);
    // What a package manager itself did to bytes that came while the overlay was on, it was told to do: a purge, a second upgrade.
    if (who === 'packages') owed = owed.filter(({ whose, digest }) => whose === 'the host' || !digests(before).has(digest) || digests(tree).has(digest));
  });
  const found = digests(last);
  const isOwed = ({ path, whose }: Owed): boolean => !(isCut && whose === 'the administrator' && isInFollower(path));
  return owed.filter(isOwed).filter(({ digest }) => !found.has(digest) && !whole.kept.has(digest) && !whole.image.has(digest)).map(({ path, whose }) => `lost: ${path}, of ${whose}, is nowhere`);
}

/** What he wrote over, or removed, he did himself. */
function afterAct(owed: readonly Owed[], before: Tree, now: Tree): Owed[] {
  const changed = new Set([...before.keys(), ...now.keys()].filter((path) => digestOfEntry(before.get(path)) !== digestOfEntry(now.get(path))));
  const rest = owed.filter(({ path, digest }) => !(changed.has(path) && digestOfEntry(before.get(path)) === digest));
  return [...rest, ...[...changed].flatMap((path) => owe(path, digestOfEntry(now.get(path)), 'the administrator'))];
}

function owe(path: string, digest: string | null, whose: Owed['whose']): Owed[] {
  return digest === null || isGenerated(path) ? [] : [{ path, digest, whose }];
}

const all = new WeakMap<Tree, ReadonlySet<string>>();

function digests(tree: Tree): ReadonlySet<string> {
  const known = all.get(tree) ?? new Set([...tree.values()].flatMap((entry) => digestOfEntry(entry) ?? []));
  all.set(tree, known);
  return known;
}

export function isInFollower(path: string): boolean {
  return /^\/etc\/(alternatives|pam\.d|apt\/apt\.conf\.d|dpkg\/dpkg\.cfg\.d)\//.test(path);
}

/** Programs write these again and again: users are judged by their names. */
export function isGenerated(path: string): boolean {
  return /^\/etc\/(passwd|group|shadow|gshadow|subuid|subgid)-?$|^\/etc\/(ld\.so\.cache|\.pwd\.lock|machine-id|\.updated|mtab|resolv\.conf)$/.test(path);
}
