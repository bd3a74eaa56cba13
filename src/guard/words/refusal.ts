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

/** The way to do just this, and the way to a writable /usr. The manual has the rest. */
const MOST_HINTS = 2;

/** Returns the first line, and the hints without prefix. */
export function refusal(rule: RuleName, host: Host, request: Request): Words {
  return planRefusal(rule, host, request) ?? { line: REFUSAL, hints: refusalHints(rule, host, request) };
}

/** Returns at most two lines without prefix; the command at the end of each works on this very host when it is pasted. */
export function refusalHints(rule: RuleName, host: Host, request: Pick<Request, 'layer' | 'command'> & Partial<Pick<Request, 'config' | 'ownHooks'>> = PLAIN_REQUEST): string[] {
  const backend = request.config?.overlay.backend ?? 'auto';
  const hints = ADVICE[rule]?.(host, request.layer, backend) ?? [];
  return [...ownHooks(rule, host, request.ownHooks ?? []), ...ownCommand(rule, host, request.command, backend), ...hints].slice(0, MOST_HINTS);
}

const TAKES_OVERLAY = new Set<RuleName>(['overlay-read-only', 'stale-unlock', 'image-locked', 'read-only-usr']);

/** Offers the user's own command, to be run in an overlay, where one is possible; a repair of packages is sent to `doctor` instead. */
function ownCommand(rule: RuleName, host: Host, command: Request['command'], backend: Backend): string[] {
  const isTaken = TAKES_OVERLAY.has(rule) && canInstall(host) && (rule === 'overlay-read-only' ? isRemountable(host) : canStack(host) && isPossible(backend, host));
  if (isTaken && command !== null && isRepair(command)) {
    return [`to repair packages for good: \`${sudo(host)}usr-overlay doctor\``];
  }
  const text = isTaken && command !== null ? pasteable(command) : null;
  return text === null ? [] : [`to do just this for now: \`${sudo(host)}usr-overlay run ${text}\``];
}

/** On an ordinary host a program in an administrator's hook may remount /usr, which nobody but him knows. */
function ownHooks(rule: RuleName, host: Host, programs: readonly string[]): string[] {
  if (rule !== 'read-only-usr' || programs.length === 0 || host.environment !== 'host' || host.usrOverlay !== null) return [];
  const value = `remount-hooks = [${programs.map((program) => `"${program}"`).join(', ')}]`;
  return [`if ${programs.join(' or ')}, which apt runs, makes /usr writable: \`echo '${value}' | ${sudo(host)}install -D -m 644 /dev/stdin /etc/apt-image-based/config.d/remount-hooks.toml\``];
}

type Backend = Request['config']['overlay']['backend'];
type Advice = (host: Host, layer: Layer, backend: Backend) => string[];

/** Holds all hints for each rule. */
const ADVICE: Partial<Record<RuleName, Advice>> = {
  'stopped-after-error': (host) => [
    `its file system stopped after an error. See: \`${sudo(host)}dmesg --level=err,warn\``,
    'save what you need and run fsck on it; an overlay would hide the damage',
  ],
  'sysext-merged': (host, _layer, backend) => [
    `merged system extensions lock /usr: \`${sudo(host)}systemd-sysext unmerge\``,
    ...(host.writableBelow === false ? overlayHints(host, backend, 'then, ') : []),
  ],
  'unlocked-elsewhere': (host) => [
    `run it in the host's mount namespace: \`${sudo(host)}nsenter --mount --target 1\``,
    'there an overlay makes /usr writable; this mount namespace does not see it',
  ],
  'container-read-only': (_host, layer) => [
    `in the Containerfile: \`RUN ${layer.startsWith('dnf') ? 'dnf' : 'apt-get update && apt-get'} install -y PACKAGE\``,
    'or start the container with a writable root, without `--read-only`',
  ],
  'service-read-only': () => [
    'only this service sees /usr read-only (ProtectSystem= or ReadOnlyPaths=)',
    'run the command in a shell of the host: there it installs for good',
  ],
  'root-read-only': (host) => [
    `the root file system is mounted read-only: \`${sudo(host)}mount -o remount,rw /\``,
    ...(host.usr.mountPoint === '/usr' ? [`then /usr, which is read-only too: \`${sudo(host)}mount -o remount,rw /usr\``] : []),
  ],
  'overlay-read-only': (host) =>
    isRemountable(host)
      ? [`to make its overlay writable until the next reboot: \`${sudo(host)}usr-overlay\``]
      : ['`usr-overlay` did not make the read-only overlay on /usr: ask whoever did'],
  'stale-unlock': (host, _layer, backend) => overlayHints(host, backend, ''),
  'image-locked': (host, _layer, backend) => overlayHints(host, backend, ''),
  'read-only-usr': (host, _layer, backend) => overlayHints(host, backend, ''),
};

/** Where no overlay is possible, only the image is left. */
function overlayHints(host: Host, backend: Backend, before: string): string[] {
  if (host.etc.writable === false && host.var.writable !== false) return ['/etc is read-only too: add the package to the image that this host boots'];
  if (!canStack(host) || !canInstall(host)) return ['add the package to the image that this host boots, and update to it'];
  const command = isPossible(backend, host) ? 'usr-overlay' : 'usr-overlay up --backend auto';
  return [`${before}to make /usr writable until the next reboot: \`${sudo(host)}${command}\``];
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

/** The first line names the manual page. Returns where it is read on a host without `man`. */
export function manualNote(host: Host): string[] {
  return host.man ? [] : ['without `man`, the same page is here: `usr-overlay help apt-image-based`'];
}
