// This file runs `usr-overlay diff`: what the overlay changed, as files, as packages, or as lines for a Containerfile.

import { EXIT, type ExitCode } from '../exit-codes.ts';
import { parseFacts } from '../host/facts.ts';
import { changesIn, type PackageDatabase } from '../packages/package-changes.ts';
import { addTo, emptyTotals, type TreeChange } from '../diff/tree-change.ts';
import { identifyUsrOverlay, type UsrOverlay } from '../host/usr-overlay.ts';
import { containerfileJson, containerfileLines } from '../diff/containerfile.ts';
import { bootLinesNow } from '../boot/io/look-at-boot.ts';
import { diffJson, diffLine, diffSummary } from '../diff/words.ts';
import type { StayingChange } from '../diff/etc-edits.ts';
import { packageLines, packagesJson } from '../diff/package-words.ts';
import { printablePath } from '../output/printable-path.ts';
import { openBelow, type Below } from '../host/io/below-overlay.ts';
import { gatherFully } from '../host/io/gather-evidence.ts';
import { askOffers } from '../packages/io/ask-repositories.ts';
import { followerEdits } from '../diff/io/find-follower-edits.ts';
import { changesBeside, overlayChanges } from '../diff/io/overlay-changes.ts';
import { databasesOver } from '../packages/io/read-databases.ts';
import type { Context } from './context.ts';
import { enterHost } from './overlay-session.ts';
import { DIFF_WORDS } from './words.ts';

export type DiffOptions = { view: 'files' | 'packages' | 'containerfile'; json: boolean };

export async function diff(options: DiffOptions, context: Context): Promise<number> {
  const elsewhere = await enterHost('diff', false, context);
  if (elsewhere) return elsewhere.exitCode;
  const facts = parseFacts(gatherFully());
  const overlay = identifyUsrOverlay(facts);
  if (overlay === null) return (await import('./diff-other.ts')).diffOther(options, facts, context);
  if (overlay.backend === 'sysext') return say(DIFF_WORDS.sysext, EXIT.notPossible, context);
  const below = await openBelow(facts);
  if (below.kind === 'failed') return say(DIFF_WORDS.belowUnreadable(below.line), EXIT.failed, context);
  try {
    const databases = databasesOver(below, { reasons: options.view !== 'files' });
    return options.view === 'files' ? await showFiles({ below, overlay, databases }, options.json, context) : showPackages(options, below, databases, context);
  } finally {
    below.close();
  }
}

type Compared = { below: Below; overlay: UsrOverlay; databases: readonly PackageDatabase[] };

/** Prints files as they are found, because there may be hundreds of thousands. */
async function showFiles({ below, overlay, databases }: Compared, json: boolean, context: Context): Promise<ExitCode> {
  const { usr } = below;
  if (usr === null) return say(DIFF_WORDS.noDeployment, EXIT.failed, context);
  const beside = changesBeside(below, databases);
  const edits = new Set(followerEdits(below, databases).map(({ path }) => path));
  const isByHand = (change: TreeChange): boolean => edits.size > 0 && edits.has(change.path);
  const totals = { overlay: emptyTotals(), staying: emptyTotals() };
  const stays = ({ asShipped }: StayingChange): boolean => !asShipped || overlay.persistence === 'persistent';
  for (const change of beside.changes) if (stays(change)) addTo(totals.staying, change);
  const found = overlayChanges(below, usr, databases, (folder) => context.progress(`comparing ${printablePath(folder)}`));
  function* counted(): Generator<TreeChange> {
    for (const change of found) {
      addTo(totals.overlay, change);
      yield change;
    }
  }
  function* lines(): Generator<string> {
    let isFirst = true;
    for (const change of found) {
      isFirst = false;
      addTo(totals.overlay, change);
      yield diffLine(change, isByHand(change) ? 'by hand' : null);
    }
    for (const change of beside.changes) yield diffLine(change, stays(change) ? 'stays' : 'as shipped');
    if (!isFirst || beside.changes.length > 0) yield '';
    yield* diffSummary(totals.overlay, totals.staying, overlay.persistence === 'persistent' ? (overlay.backend === 'native' ? 'persistent' : 'hotfix') : null);
  }
  const { since } = beside;
  const notes = [...beside.notes, ...bootLinesNow()];
  await context.answerAll(json ? diffJson(counted(), beside.changes, isByHand, () => ({ totals, since, persistence: overlay.persistence, notes, parked: null, only: [] })) : lines());
  if (!json) for (const note of notes) context.message(`note: ${note}`);
  return EXIT.done;
}

function showPackages({ view, json }: DiffOptions, below: Below, databases: readonly PackageDatabase[], context: Context): ExitCode {
  const { changes, unknown } = changesIn(databases);
  if (changes.length === 0 && unknown[0] !== undefined && !json) return say(unknown[0], EXIT.notPossible, context);
  const lines = view === 'packages' ? packageLines(changes) : containerfileLines({ changes, offers: askOffers(changes), staying: changesBeside(below, databases).changes });
  if (json) {
    context.answerText(view === 'packages' ? packagesJson(changes, unknown) : containerfileJson(lines, unknown));
    return EXIT.done;
  }
  for (const line of lines) context.answer(line);
  for (const line of unknown) context.message(`note: ${line}`);
  return EXIT.done;
}

function say(line: string, exitCode: ExitCode, context: Context): ExitCode {
  context.message(`error: ${line}`);
  return exitCode;
}
