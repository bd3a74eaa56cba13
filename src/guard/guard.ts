// The hooks call this as `usr-overlay guard LAYER PID …`: it exits 0 in silence or with a notice, or refuses and exits 10.

import { decide } from './decide.ts';
import { remountCounts } from './rules/writable.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { parseFacts, type Facts } from '../host/facts.ts';
import { databaseFollows, describeHost, hasWritableOverlay, type Host } from '../host/host.ts';
import { managerOf, PLAIN_REQUEST, type Request } from './request/request.ts';
import type { TransactionWanted } from './request/transaction.ts';
import { isRepair, requestedPackages } from './request/requested-packages.ts';
import { writeBootEve } from '../boot/io/boot-store.ts';
import { writeEve } from '../record/io/etc-tree.ts';
import type { VerdictKind } from './rules/rule.ts';
import type { RuleName } from './rules/order.ts';
import type { Config } from '../config/config.ts';
import { documentationLine, guardProblem, messageLines } from '../config/words.ts';
import { notice, type NoticeFacts } from './words/notice.ts';
import { manualNote, refusal } from './words/refusal.ts';
import { beginRecord } from './io/begin-record.ts';
import { gatherAptRequest, gatherTimerRequest } from './io/gather-apt-request.ts';
import { callerOf } from '../system/processes/caller.ts';
import { readConfig } from '../config/io/read-config.ts';
import { gatherDnf4Request, gatherDnf5Request } from './io/gather-dnf-request.ts';
import { gatherDpkgRequest } from './io/gather-dpkg-request.ts';
import { gatherQuickly } from '../host/io/gather-evidence.ts';
import { packagesChanged } from '../packages/io/packages-changed.ts';
import { plain } from '../output/control-characters.ts';
import { hookTerminal, shape } from '../output/io/terminal.ts';
import { tellLibrary } from './io/hook-input.ts';
import { roomInUsr, sharesDownloads } from '../host/io/gather-free-space.ts';

/**
 * `words` are the layer and its details as hooks/hook passes them. An unknown layer throws, and the shim then decides by /usr alone.
 * A timer's service is only skipped, without a word.
 */
export async function guard(words: readonly string[], message: (line: string) => void): Promise<ExitCode> {
  const [layer, ...details] = words;
  const facts = parseFacts(gatherQuickly());
  const host = describeHost(facts);
  // Asking apt for its plan takes time, which a host that is left alone in any case need not spend.
  if (decide(host, PLAIN_REQUEST).verdict === 'allow') return EXIT.done;
  const { config, problems } = await readConfig();
  // Even with policy "off", nightly upgrades are skipped on a read-only /usr: apt-image-based.toml(5).
  const asked = config.policy === 'off' && layer !== 'timer' ? { ...PLAIN_REQUEST, switchedOff: true } : gatherRequest(layer, details, planWanted(host, config), remountCounts(host) ? config.remountHooks : null);
  const request: Request = { ...asked, room: roomInUsr(host.usrOverlay), config };
  const { verdict, rule } = decide(host, request);
  if (layer === 'timer') return verdict === 'allow' ? EXIT.done : EXIT.refused;
  if (verdict === 'refuse') {
    const { line: first, hints } = refusal(rule, host, request);
    const documentation = documentationLine(config);
    const lines = [
      ...messageLines(config),
      ...hints.map((hint) => `hint: ${hint}`),
      ...manualNote(host).map((note) => `note: ${note}`),
      ...(documentation === null ? [] : [`documentation: ${documentation}`]),
      ...guardProblem(problems).map((line) => `warning: ${line}`),
    ];
    await logRefusal(rule, request, Number(details[0]));
    if (request.layer === 'dnf5-library') return tellLibrary([first, ...lines]);
    // Whole and without colour: other tools search for it.
    message(plain(first));
    await say(message, lines);
    return EXIT.refused;
  }
  if (verdict === 'notice') {
    const { line, hints } = notice(rule, host, noticeFacts(facts, request));
    await say(message, [`notice: ${line}`, ...hints.map((hint) => `hint: ${hint}`), ...guardProblem(problems).map((each) => `warning: ${each}`)]);
    beginRecord();
  }
  if (isJustBefore(verdict, rule, request)) {
    writeEve();
    if (host.bootOutlives) writeBootEve({ scripts: request.plan?.scripts ?? true, inPlace: config.allow.kernel });
  }
  return EXIT.done;
}

/** Prints the lines as the hook's terminal shows them best. */
async function say(message: (line: string) => void, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const terminal = await hookTerminal();
  for (const line of lines) for (const piece of shape(plain(line), terminal)) message(piece);
}

/** The last hook of ours before packages change: apt's early ones may still be answered with no. */
function isJustBefore(verdict: VerdictKind, rule: RuleName, { layer }: Request): boolean {
  const isLast = layer === 'archives' || layer === 'dpkg' || layer === 'dnf4' || layer === 'dnf5-goal';
  return isLast && (verdict === 'notice' || rule === 'already-told');
}

/** The content of a plan matters only where the plan may go on, and never on a read-only /usr. */
function planWanted(host: Host, { allow }: Config): TransactionWanted {
  return hasWritableOverlay(host) ? { withDownloads: sharesDownloads(host.usrOverlay), boot: host.bootOutlives && !allow.kernel } : null;
}

function gatherRequest(layer: string | undefined, details: readonly string[], wanted: TransactionWanted, remountHooks: readonly string[] | null): Request {
  if (layer === 'early' || layer === 'archives') return gatherAptRequest(layer, details, wanted, remountHooks);
  if (layer === 'dpkg') return gatherDpkgRequest(details, wanted);
  if (layer === 'dnf4') return gatherDnf4Request(details, wanted);
  if (layer === 'dnf5-repos' || layer === 'dnf5-goal') return gatherDnf5Request(layer, details, wanted);
  if (layer === 'timer') return gatherTimerRequest(remountHooks);
  throw new Error(`no such layer: ${layer ?? 'none'}`);
}

/** `pid` is the hook's parent: the package manager or its fork. */
async function logRefusal(rule: RuleName, { layer, command }: Request, pid: number): Promise<void> {
  const { journal } = await import('../journal/io/journal.ts');
  journal({ event: 'refused', rule, manager: managerOf(layer), ...requestedPackages(command ?? []) }, callerOf(pid));
}

function noticeFacts(facts: Facts, { room, plan, command }: Request): NoticeFacts {
  return { room: room?.free ?? null, databaseFollows: databaseFollows(facts), packagesChanged: packagesChanged(facts), isRepair: isRepair(command ?? []), plan };
}
