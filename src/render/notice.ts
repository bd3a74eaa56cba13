// The words of a notice: what is lost, what stays, how much room there is. Once, before the prompt.

import type { Host } from '../core/host.ts';
import type { RuleName } from '../core/rules/rule.ts';

export type NoticeFacts = {
  /** Bytes free in the file system behind the overlay; null where it could not be asked. */
  room: number | null;
  /** Whether the package database goes with /usr, because it lies there or has an overlay of its own. */
  databaseFollows: boolean;
};

/** The notice's line and its hints, without prefixes. */
export function notice(rule: RuleName, host: Host, facts: NoticeFacts): { line: string; hints: string[] } {
  const words = WORDS[rule]?.(host);
  if (!words) throw new Error(`the rule ${rule} has no notice`);
  return { line: words.line, hints: [words.stays + roomLeft(facts.room), ...(words.lost && !facts.databaseFollows ? [databaseHint(host)] : [])] };
}

type Words = { line: string; stays: string; lost: boolean };

const EDITS_STAY = 'files that you edit in /etc and data in /var stay';

const WORDS: Partial<Record<RuleName, (host: Host) => Words>> = {
  'transient-overlay': () => ({
    line: '/usr is writable only through an overlay: what is installed there is lost at the next reboot.',
    stays: EDITS_STAY,
    lost: true,
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
    stays: host.usrOverlay?.persistence === 'persistent' ? 'it is seen only while the extensions are merged' : EDITS_STAY,
    lost: host.usrOverlay?.persistence !== 'persistent',
  }),
  'deployment-writable': (host) => ({
    line: '/usr was remounted writable: what is installed there goes into the deployment itself and is no part of any image.',
    stays: `better: \`mount -o remount,bind,ro /usr\`, then \`${host.sudo ? 'sudo ' : ''}usr-overlay\``,
    lost: false,
  }),
};

function databaseHint(host: Host): string {
  return `the package database does not follow, and after the reboot lists what is gone: run \`${host.sudo ? 'sudo ' : ''}usr-overlay\` first to let it follow`;
}

function roomLeft(room: number | null): string {
  return room === null ? '' : `; ${formatBytes(room)} of room left in /usr`;
}

/** Powers of 1024 with one digit, as `df -h` and `ls -h` write them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)}${units[unit] ?? ''}`;
}
