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
  /** Tells whether the command repairs packages, which is done in the database of the image and not in the overlay's. */
  isRepair: boolean;
  /** Holds what the transaction will do; null where that is unknown. */
  plan: Transaction | null;
};

/** Returns the notice's line and its hints, without prefixes. */
export function notice(rule: RuleName, host: Host, facts: NoticeFacts): { line: string; hints: string[] } {
  const words = WORDS[rule]?.(host);
  if (!words) throw new Error(`the rule ${rule} has no notice`);
  return { line: words.line, hints: [...words.hints, ...roomHint(facts), ...(words.lost && !facts.databaseFollows && !facts.isRepair ? [databaseHint(host, facts)] : [])] };
}

type Words = { line: string; hints: string[]; lost: boolean };

const WORDS: Partial<Record<RuleName, (host: Host) => Words>> = {
  'transient-overlay': (host) => ({
    line: `${isWholeRoot(host) ? 'the whole root is' : '/usr is on'} a temporary overlay: changes are lost at the next reboot.`,
    hints: keptHint(host),
    lost: true,
  }),
  'foreign-overlay': (host) => ({
    line: `${isWholeRoot(host) ? 'the whole root is' : '/usr is on'} an overlay that \`usr-overlay\` did not make; ${host.usrOverlay?.upperdir == null ? 'where it stores changes is not known' : `it stores changes in ${host.usrOverlay.upperdir}`}.`,
    hints: [host.usrOverlay?.persistence === 'persistent' ? 'each boot mounts this overlay again, so what you install stays' : 'whoever made it decides whether a reboot keeps what you install'],
    lost: false,
  }),
  hotfix: () => ({
    line: '/usr has an ostree hotfix: changes are kept until the next image is deployed.',
    hints: ['the next image starts without these changes: add what you want to keep to the image'],
    lost: false,
  }),
  'persistent-overlay': (host) => ({
    line: '/usr is on a persistent overlay: each boot of this image mounts it again.',
    hints: [host.isOtherImageStaged ? 'an update is staged: the next boot is without this overlay, and nothing in it is deleted' : 'another image is booted without it: add what you want to keep to the image'],
    lost: false,
  }),
  'sysext-mutable': (host) => ({
    line:
      host.usrOverlay?.persistence === 'persistent'
        ? `/usr is writable by systemd-sysext: changes are kept in ${host.usrOverlay.upperdir ?? 'its upper directory'}.`
        : '/usr is writable by systemd-sysext: changes are lost at the unmerge or reboot.',
    hints: host.usrOverlay?.persistence === 'persistent' ? ['they are only visible while the extensions are merged'] : keptHint(host),
    lost: host.usrOverlay?.persistence !== 'persistent',
  }),
  'deployment-writable': (host) => ({
    line: '/usr was remounted writable: this changes the deployment itself, and no image has it.',
    hints: [`to use an overlay instead: \`${sudo(host)}mount -o remount,bind,ro /usr && ${sudo(host)}usr-overlay\``],
    lost: false,
  }),
};

function isWholeRoot(host: Host): boolean {
  return host.imageManager === null && host.usr.mountPoint === '/';
}

/** Says what of /etc and /var is there after the reboot, as far as that is known. */
function keptHint({ etc, var: data, etcFollowers }: Host): string[] {
  // What cannot be written has no edits that could be kept or lost.
  const places = [{ words: 'your edits in /etc', ...etc }, { words: 'data in /var', ...data }].filter(({ writable }) => writable !== false);
  const [kept, lost] = [true, false].map((wanted) => places.filter((place) => place.kept === wanted).map(({ words }) => words).join(' and ')) as [string, string];
  const except = etc.kept === true && etcFollowers.length > 0 ? `, except in ${etcFollowers.join(', ')}` : '';
  const words = [kept && `${kept} are kept${except}`, lost && `${lost} are lost with it`].filter((part) => part !== '').join('; ');
  return words === '' ? [] : [words];
}

function databaseHint(host: Host, { packagesChanged }: NoticeFacts): string {
  if (host.followersLost) return `the package database does not list what is in this overlay, as after a soft-reboot. Reboot, or remove the overlay: \`${sudo(host)}usr-overlay down --lazy\``;
  if (packagesChanged === false) return `the package database will still list it; first run: \`${sudo(host)}usr-overlay\``;
  return `the package database will still list it. After the reboot: \`${sudo(host)}usr-overlay doctor --fix\``;
}

/** Says what the transaction does and what it needs; empty where neither is known. */
function roomHint({ room, plan }: NoticeFacts): string[] {
  const numbers = plan === null ? [] : ([[plan.installed, 'install'], [plan.upgraded, 'upgrade'], [plan.removed, 'remove']] as const);
  const counts = numbers.filter(([number]) => number > 0).map(([number, verb]) => `${number} to ${verb}`).join(', ');
  const free = room === null ? '' : plan?.bytes ? `this needs ${formatBytes(plan.bytes)} of the ${formatBytes(room)} free in /usr` : `${formatBytes(room)} is free in /usr`;
  const words = [free, counts].filter((part) => part !== '').join('; ');
  return words === '' ? [] : [words];
}
