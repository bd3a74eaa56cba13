// This file runs `usr-overlay diff` where no overlay is on /usr: of a persistent one that is not mounted, and of those on single folders.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Facts } from '../host/facts.ts';
import { openBelow, type Below } from '../host/io/below-overlay.ts';
import { containerfileJson, containerfileLines } from '../diff/containerfile.ts';
import { compareTrees } from '../diff/io/compare-trees.ts';
import { packageLines, packagesJson } from '../diff/package-words.ts';
import { addTo, emptyTotals, type TreeChange, type Totals } from '../diff/tree-change.ts';
import { diffJson, diffLine, onlySummary, OTHER_IMAGE, parkedSummary } from '../diff/words.ts';
import { isOnDisk, isOnlyMount, onlyMountAt } from '../only/only-overlay.ts';
import { askOffers } from '../packages/io/ask-repositories.ts';
import { findDatabases } from '../packages/io/read-databases.ts';
import { parkedNow } from '../persist/io/at-boot.ts';
import { openParkedView, type ParkedView } from '../persist/io/parked-view.ts';
import { imageName } from '../persist/image.ts';
import { parkedWords } from '../persist/words.ts';
import { parkedOf } from '../record/io/parked-record.ts';
import { fromText } from '../system/files/byte-path.ts';
import { readMounts } from '../system/mounts/mounts.ts';
import type { Mount } from '../text/mountinfo.ts';
import type { Context } from './context.ts';
import { DIFF_WORDS } from './words.ts';

type Options = { view: 'files' | 'packages' | 'containerfile'; json: boolean };

/** Needs root, in the host's namespace. */
export async function diffOther({ view, json }: Options, facts: Facts, context: Context): Promise<ExitCode> {
  const parked = parkedNow() === null ? null : await openParkedView();
  if (parked?.kind === 'failed') return say(DIFF_WORDS.layersUnreadable(parked.line), EXIT.failed, context);
  try {
    return view === 'files' ? await showFiles(parked, json, facts, context) : showPackages(parked, { view, json }, context);
  } finally {
    parked?.close();
  }
}

/** One part for the persistent overlay, and one for each folder. */
type Part = { changes: Iterable<TreeChange>; totals: Totals; line: () => string; only: { path: string; persistence: 'persistent' | 'transient' } | null };

async function showFiles(parked: ParkedView | null, json: boolean, facts: Facts, context: Context): Promise<ExitCode> {
  const mounts = readMounts();
  const folders = [...new Set(mounts.filter(isOnlyMount).map(({ mountPoint }) => mountPoint))].flatMap((path) => onlyMountAt(mounts, path) ?? []);
  if (parked === null && folders.length === 0) return say(DIFF_WORDS.noOverlay, EXIT.notPossible, context);
  const below = folders.length === 0 ? null : await openBelow(facts, folders.map(({ mountPoint }) => mountPoint));
  if (below?.kind === 'failed') return say(DIFF_WORDS.belowUnreadable(below.line), EXIT.failed, context);
  try {
    const parts = [
      ...(parked === null ? [] : [partOfParked(parked, below?.root ?? '', mounts.filter((mount) => !folders.includes(mount)))]),
      ...(below === null ? [] : folders.map((mount) => partOfFolder(mount.mountPoint, isOnDisk(mount) ? 'persistent' : 'transient', below))),
    ];
    const notes = parkedNotes(parked);
    await context.answerAll(json ? jsonOf(parts, notes, parked) : linesOf(parts));
    if (!json) for (const note of notes) context.message(`note: ${note}`);
    return EXIT.done;
  } finally {
    below?.close();
  }
}

/**
 * The layers are compared with this image, whichever they belong to; what is mounted below /usr is none of it. What package databases say,
 * `diff --packages` tells.
 */
function partOfParked({ root, overlay }: ParkedView, before: string, mounts: readonly Mount[]): Part {
  const totals = emptyTotals();
  const databases = findDatabases().map(({ path }) => path);
  const tops = overlay.folders.map(({ on }) => on).filter((on) => !databases.includes(on)).toSorted((one, other) => Number(other === '/usr') - Number(one === '/usr'));
  const mounted = mounts.map(({ mountPoint }) => mountPoint).filter((path) => path.startsWith('/usr/'));
  const skip = new Set([...databases, ...mounted].map((path) => fromText(path)));
  return { changes: counted(joined(tops, (on) => compareTrees(fromText(on), { root: before, since: null, with: root }, skip)), totals), totals, line: () => parkedSummary(totals), only: null };
}

function partOfFolder(path: string, persistence: 'persistent' | 'transient', { root }: Below): Part {
  const totals = emptyTotals();
  return { changes: counted(compareTrees(fromText(path), { root, since: null }), totals), totals, line: () => onlySummary(path, persistence, totals), only: { path, persistence } };
}

function* counted(changes: Iterable<TreeChange>, totals: Totals): Generator<TreeChange> {
  for (const change of changes) {
    addTo(totals, change);
    yield change;
  }
}

function* joined<Item>(items: Iterable<Item>, changesOf: (item: Item) => Iterable<TreeChange>): Generator<TreeChange> {
  for (const item of items) yield* changesOf(item);
}

function* linesOf(parts: readonly Part[]): Generator<string> {
  let isFirst = true;
  for (const change of joined(parts, ({ changes }) => changes)) {
    isFirst = false;
    yield diffLine(change, null);
  }
  if (!isFirst) yield '';
  for (const { line } of parts) yield line();
}

function jsonOf(parts: readonly Part[], notes: readonly string[], parked: ParkedView | null): Generator<string> {
  const only = (): object[] => parts.flatMap((part) => (part.only === null ? [] : [{ ...part.only, totals: part.totals }]));
  const overlay = (): Totals => parts.find((part) => part.only === null)?.totals ?? emptyTotals();
  return diffJson(joined(parts, ({ changes }) => changes), [], () => false, () => ({
    totals: { overlay: overlay(), staying: emptyTotals() }, since: null, persistence: parked === null ? null : 'persistent', notes, parked: parked && imageName(parked.overlay.image), only: only(),
  }));
}

function parkedNotes(parked: ParkedView | null): string[] {
  const why = parkedNow();
  if (parked === null || why === null) return [];
  return [parkedWords(why), ...(parked.isOfImage ? [] : [OTHER_IMAGE])];
}

/** The record tells what the packages changed in their own image. */
function showPackages(parked: ParkedView | null, { view, json }: Options, context: Context): ExitCode {
  if (parked === null) return say(DIFF_WORDS.noOverlay, EXIT.notPossible, context);
  const packages = parkedOf(parked.overlay.image)?.record.packages;
  if (packages === undefined) return say(DIFF_WORDS.noRecord, EXIT.notPossible, context);
  const lines = view === 'packages' ? packageLines(packages) : containerfileLines({ changes: packages, offers: askOffers(packages), staying: [] });
  if (json) context.answerText(view === 'packages' ? packagesJson(packages, []) : containerfileJson(lines, []));
  else for (const line of lines) context.answer(line);
  if (!json) for (const note of parkedNotes(parked).slice(0, 1)) context.message(`note: ${note}`);
  return EXIT.done;
}

function say(line: string, exitCode: ExitCode, context: Context): ExitCode {
  context.message(`error: ${line}`);
  return exitCode;
}
