// Whether things are where they were: the host's as before the overlay, the administrator's as he left them, and nothing of packages.
import { isGenerated, isInFollower } from './judge-bytes.ts';
import type { Entry, Moment, Tree, Whole } from './read-seen.ts';

/** How the line of what is merely left begins. */
export const LEFT = 'left: ';
/** What is to be done later is no excuse once all is over. */
const PROMISE = /^.*tries again.*$|"path": ?"[^"]*", ?"why": ?"[^"]*tries again"/gm;
/** deb-systemd-helper's own notes, of which nobody is told. */
const NOTES = '/var/lib/systemd/';

type State = {
  /** What the administrator made of a path, last of all; undefined: he removed it. */
  his: Map<string, Entry | undefined>;
  /** Changed by packages, after him. */
  packages: Set<string>;
};

/** One line for each thing that is wrong. `moments`: from the one before the overlay to the last. */
export function judgeState(moments: readonly Moment[], whole: Whole, { follows, isCut }: { follows: boolean; isCut: boolean }): string[] {
  const trees = moments.flatMap(({ who, tree }) => (tree ? [{ who, tree }] : []));
  const [begin, last] = [trees[0]?.tree, trees.at(-1)?.tree];
  if (!begin || !last) return ['nothing was seen'];
  const state: State = { his: new Map(), packages: new Set() };
  trees.slice(1).forEach(({ who, tree }, at) => note(state, who, trees[at]?.tree ?? begin, tree));
  // Of many, the sentence names the first ones, and the log all.
  const said = [...moments.filter(({ who }) => who === 'product').map((each) => each.said), whole.log].join('\n').replaceAll(PROMISE, '');
  const paths = [...new Set([...begin.keys(), ...last.keys(), ...state.his.keys()])].filter((path) => !isGenerated(path)).sort();
  return paths.flatMap((path) => judgePath(path, { begin, last, state, said, whole, follows, isCut }));
}

function note({ his, packages }: State, who: Moment['who'], before: Tree, now: Tree): void {
  if (who !== 'administrator' && who !== 'packages') return;
  for (const path of new Set([...before.keys(), ...now.keys()])) {
    if (before.get(path) === now.get(path)) continue;
    if (who === 'packages') packages.add(path);
    else {
      his.set(path, now.get(path));
      packages.delete(path);
    }
  }
}

type Seen = { begin: Tree; last: Tree; state: State; said: string; whole: Whole; follows: boolean; isCut: boolean };

function judgePath(path: string, { begin, last, state: { his, packages }, said, whole, follows, isCut }: Seen): string[] {
  const [before, now] = [begin.get(path), last.get(path)];
  const isNamed = said.includes(path);
  if (follows && isInFollower(path)) {
    if (before !== now) return [`${path} goes with the overlay, and is ${words(now)}, not ${words(before)}`];
    const isLost = !isCut && his.has(path) && !packages.has(path) && his.get(path) !== before && !isNamed;
    return isLost && !whole.index.has(path) ? [`lost: ${path}, which the administrator made ${words(his.get(path))}, went with the overlay, and no word of it`] : [];
  }
  if (his.has(path) && !packages.has(path)) {
    return now === his.get(path) ? [] : [`${lost(his.get(path))}${path} is ${words(now)}, and the administrator made it ${words(his.get(path))}`];
  }
  if (now === before || isNamed || !follows || path.startsWith(NOTES)) return [];
  // He changed it, then packages did: whether it is as before or as they left it, its bytes are judged elsewhere.
  if (his.has(path)) return [];
  if (before !== undefined) return [`${path} is ${words(now)}, and was ${words(before)} before the overlay`];
  const holdsHis = [...his].some(([each, entry]) => entry !== undefined && each.startsWith(`${path}/`));
  return holdsHis ? [] : [`${LEFT}${path}, ${words(now)}, was not there before the overlay`];
}

function lost(his: Entry | undefined): string {
  return his === undefined ? 'undone: ' : 'lost: ';
}

function words(entry: Entry | undefined): string {
  return entry === undefined ? 'not there' : `a ${entry.replace(/([0-9a-f]{12})[0-9a-f]{52}$/, '$1')}`;
}
