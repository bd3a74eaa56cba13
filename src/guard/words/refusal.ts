// This file words a refusal. Its first line is part of the contract, because users and other tools look for it.

import type { Host } from '../../host/host.ts';
import { PLAIN_REQUEST, type Layer, type Request } from '../request/request.ts';
import type { RuleName } from '../rules/order.ts';
import { pasteable } from '../../output/shell-words.ts';
import { planRefusal, type Words } from './transaction-refusal.ts';
import { isRepair } from '../request/requested-packages.ts';
import { sudo } from './sudo.ts';

/** https://bootc-dev.github.io/bootc/package-managers.html, "Detecting image-based systems", prescribes this exact line. */
export const REFUSAL = 'error: read-only /usr detected, refusing to operate. See `man apt-image-based` for more information.';

const MOST_HINTS = 3;

/** Returns the first line, and the hints without prefix. */
export function refusal(rule: RuleName, host: Host, request: Request): Words {
  return planRefusal(rule, host, request) ?? { line: REFUSAL, hints: refusalHints(rule, host, request) };
}

/** Returns at most three lines without prefix; each command in them works on this very host when it is pasted. */
export function refusalHints(rule: RuleName, host: Host, request: Pick<Request, 'layer' | 'command'> & Partial<Pick<Request, 'config'>> = PLAIN_REQUEST): string[] {
  const backend = request.config?.overlay.backend ?? 'auto';
  const hints = ADVICE[rule]?.(host, request.layer, backend) ?? [];
  return [...ownCommand(rule, host, request.command, backend), ...hints, ...manualHint(host)].slice(0, MOST_HINTS);
}

const TAKES_OVERLAY = new Set<RuleName>(['overlay-read-only', 'stale-unlock', 'image-locked', 'read-only-usr']);

/** Offers the user's own command, to be run in an overlay, where one is possible; a repair of packages is sent to `doctor` instead. */
function ownCommand(rule: RuleName, host: Host, command: Request['command'], backend: Backend): string[] {
  const isTaken = TAKES_OVERLAY.has(rule) && canInstall(host) && (rule === 'overlay-read-only' ? isRemountable(host) : canStack(host) && isPossible(backend, host));
  if (isTaken && command !== null && isRepair(command)) {
    return ['run `usr-overlay doctor` to see what is wrong and how it is repaired for good: what is repaired in an overlay is lost with it'];
  }
  const text = isTaken && command !== null ? pasteable(command) : null;
  return text === null ? [] : [`run \`${sudo(host)}usr-overlay run ${text}\` to do just this until the next reboot`];
}

type Backend = Request['config']['overlay']['backend'];
type Advice = (host: Host, layer: Layer, backend: Backend) => string[];

/** Holds all hints for each rule. */
const ADVICE: Partial<Record<RuleName, Advice>> = {
  'stopped-after-error': (host) => [
    `the file system was remounted read-only after an error: \`${sudo(host)}dmesg --level=err,warn\` tells which`,
    'save what you need, then check it with fsck before it is mounted again; an overlay would only hide the damage',
  ],
  'sysext-merged': (host, _layer, backend) => [
    `run \`${sudo(host)}systemd-sysext unmerge\` first: a merged system extension holds /usr read-only`,
    ...(host.writableBelow === false ? overlayHints(host, backend, 'below it /usr is read-only too: then ') : []),
  ],
  'unlocked-elsewhere': (host) => [
    `run the command in the host's mount namespace: \`${sudo(host)}nsenter --mount --target 1\` opens a shell there`,
    'the host has a writable overlay on /usr that this mount namespace does not see',
  ],
  'container-read-only': (_host, layer) => [
    `install the package when the image is built: \`RUN ${layer.startsWith('dnf') ? 'dnf' : 'apt-get update && apt-get'} install -y PACKAGE\` in its Containerfile`,
    'or start the container with a writable root, without `--read-only`',
  ],
  'service-read-only': () => [
    'only this service sees /usr read-only, by ProtectSystem= or ReadOnlyPaths= of its unit; the host itself can write to it',
    'run the command outside of the service, in a shell of the host: there it installs for good',
  ],
  'root-read-only': (host) => [`the whole root file system is mounted read-only: \`${sudo(host)}mount -o remount,rw /\` makes it writable`],
  'overlay-read-only': (host) =>
    isRemountable(host)
      ? [`run \`${sudo(host)}usr-overlay\` to make the overlay that is on /usr writable until the next reboot`]
      : ['the overlay on /usr is none of `usr-overlay`, and is mounted read-only: whoever made it decides what may be written to it'],
  'stale-unlock': (host, _layer, backend) => [
    ...overlayHints(host, backend, ''),
    'ostree still calls /usr unlocked, but its overlay was unmounted; `usr-overlay` puts that right',
  ],
  'image-locked': (host, _layer, backend) => overlayHints(host, backend, ''),
  'read-only-usr': (host, _layer, backend) => overlayHints(host, backend, ''),
};

/** Where no overlay is possible, only the image is left. */
function overlayHints(host: Host, backend: Backend, before: string): string[] {
  if (host.etc.writable === false && host.var.writable !== false) return ['/etc is read-only too, so that no package that has a file there can be installed: add it to the image that this host boots'];
  if (!canStack(host) || !canInstall(host)) return ['add the package to the image that this host boots, and update to that image'];
  const command = isPossible(backend, host) ? 'usr-overlay' : 'usr-overlay up --backend auto';
  return [`${before}run \`${sudo(host)}${command}\` to change /usr until the next reboot${performs(host, backend)}`];
}

/** A package manager writes to /etc and /var as well, which an overlay on /usr leaves as they are. An image's /var is always writable. */
function canInstall(host: Host): boolean {
  return host.mounting && host.etc.writable !== false && (host.imageManager !== null || host.var.writable !== false);
}

/** What is on disk, or may be, is not this program's to make writable until the next reboot. */
function isRemountable({ usrOverlay }: Host): boolean {
  return usrOverlay?.persistence === 'transient';
}

/** Tells whether the configured backend can work here; `usr-overlay` refuses otherwise. */
function isPossible(backend: Backend, host: Host): boolean {
  if (backend === 'bootc') return host.unlockedBy === 'bootc';
  return backend !== 'ostree' || host.ostreeUnlocks;
}

/** Tells whether the kernel has overlayfs and lets one more be stacked. */
function canStack(host: Host): boolean {
  const levels = host.usrOverlay?.backend === 'sysext' ? host.overlayDepth - 1 : host.overlayDepth;
  return host.overlayfs && levels < 2;
}

function performs(host: Host, backend: Backend): string {
  const program = backend === 'native' ? null : backend === 'ostree' && host.ostreeUnlocks ? 'ostree' : host.unlockedBy;
  return program === null ? '' : `; it performs \`${program === 'bootc' ? 'bootc usr-overlay' : 'ostree admin unlock'}\``;
}

function manualHint(host: Host): string[] {
  return host.man ? [] : ['`man` is not installed here; `usr-overlay help apt-image-based` shows the same page'];
}
