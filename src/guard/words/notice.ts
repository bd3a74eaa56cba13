// This file words the notice before the prompt: what is lost, what stays, and how much room there is.

import type { Host } from '../../host/host.ts';
import type { Transaction } from '../request/transaction.ts';
import type { RuleName } from '../rules/order.ts';
import { formatBytes } from '../../output/figures.ts';
import { sudo } from './sudo.ts';

/** Holds what the notice tells. */
export type NoticeFacts = {
  /** Bytes free in the file system behind the overlay; null where it could not be asked. */
  room: number | null;
  /** Tells whether the package database goes with /usr, because it lies there or has an overlay of its own. */
  databaseFollows: boolean;
  /** Tells whether packages changed since the overlay was mounted, so that the database cannot follow any more; null where unknown. */
  packagesChanged: boolean | null;
  /** Holds what the transaction will do; null where that is unknown. */
  plan: Transaction | null;
};

/** Returns the notice's line and its hints, without prefixes. */
export function notice(rule: RuleName, host: Host, facts: NoticeFacts): { line: string; hints: string[] } {
  const words = WORDS[rule]?.(host);
  if (!words) throw new Error(`the rule ${rule} has no notice`);
  const hint = [words.stays, roomLeft(facts)].filter((part) => part !== '').join('; ').replace('; (', ' (');
  return { line: words.line, hints: [...(hint === '' ? [] : [hint]), ...(words.lost && !facts.databaseFollows ? [databaseHint(host, facts)] : [])] };
}

type Words = { line: string; stays: string; lost: boolean };

const WORDS: Partial<Record<RuleName, (host: Host) => Words>> = {
  'transient-overlay': (host) => ({
    line: `${isWholeRoot(host) ? 'the whole root file system is an overlay in memory' : '/usr is writable only through an overlay'}: what is installed there is lost at the next reboot.`,
    stays: keptWords(host),
    lost: true,
  }),
  'foreign-overlay': (host) => ({
    line: `${isWholeRoot(host) ? 'the whole root file system is an overlay' : '/usr is writable through an overlay'} that \`usr-overlay\` did not make: what is installed is stored in ${host.usrOverlay?.upperdir ?? 'a place that no path leads to'}.`,
    stays: host.usrOverlay?.persistence === 'persistent' ? 'it stays: each boot puts this overlay on again' : 'whether it is there after a reboot depends on whoever made it',
    lost: false,
  }),
  hotfix: () => ({
    line: '/usr is writable through an ostree hotfix: what is installed there is persistent until the next image is deployed.',
    stays: 'the next image starts without it; add what proves good to the image',
    lost: false,
  }),
  'sysext-mutable': (host) => ({
    line:
      host.usrOverlay?.persistence === 'persistent'
        ? `/usr is writable through a systemd-sysext merge: what is installed there is kept in ${host.usrOverlay.upperdir ?? 'its upper directory'}.`
        : '/usr is writable only through a systemd-sysext merge: what is installed there is lost when it is unmerged, or at the next reboot.',
    stays: host.usrOverlay?.persistence === 'persistent' ? 'it is seen only while the extensions are merged' : keptWords(host),
    lost: host.usrOverlay?.persistence !== 'persistent',
  }),
  'deployment-writable': (host) => ({
    line: '/usr was remounted writable: what is installed there goes into the deployment itself and is no part of any image.',
    stays: `better: \`${sudo(host)}mount -o remount,bind,ro /usr\`, then \`${sudo(host)}usr-overlay\``,
    lost: false,
  }),
};

function isWholeRoot(host: Host): boolean {
  return host.imageManager === null && host.usr.mountPoint === '/';
}

/** Says what of /etc and /var is there after the reboot, as far as that is known; empty where nothing is. */
function keptWords({ etc, var: data, etcFollowers }: Host): string {
  // What cannot be written has no edits that could be kept or lost.
  const places = [{ words: 'your edits in /etc', ...etc }, { words: 'data in /var', ...data }].filter(({ writable }) => writable !== false);
  const [kept, lost] = [true, false].map((wanted) => places.filter((place) => place.kept === wanted).map(({ words }) => words).join(' and ')) as [string, string];
  const except = etc.kept === true && etcFollowers.length > 0 ? `, but for ${etcFollowers.join(', ')}` : '';
  return [kept && `${kept} are kept${except}`, lost && `${lost} are lost with it`].filter((part) => part !== '').join('; ');
}

function databaseHint(host: Host, { packagesChanged }: NoticeFacts): string {
  const way = packagesChanged === false ? `run \`${sudo(host)}usr-overlay\` first to let it follow` : `\`${sudo(host)}usr-overlay doctor --fix\` repairs it then`;
  return `the package database does not follow, and after the reboot lists what is gone: ${way}`;
}

function roomLeft({ room, plan }: NoticeFacts): string {
  const counts = plan === null ? '' : ` (${plan.upgraded} upgraded, ${plan.installed} installed, ${plan.removed} removed)`;
  if (room === null) return counts.trim();
  const takes = !plan?.bytes ? '' : `, of which this takes ${formatBytes(plan.bytes)}`;
  return `${formatBytes(room)} of room left in /usr${takes}${counts}`;
}
