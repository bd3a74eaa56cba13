// This file words refusals where /usr is writable and only the plan is refused, so the words for a read-only /usr would be wrong.

import type { Host } from '../../host/host.ts';
import type { Room } from '../../host/free-space.ts';
import type { Request } from '../request/request.ts';
import type { RuleName } from '../rules/order.ts';
import { formatBytes } from '../../output/figures.ts';
import { plain } from '../../output/control-characters.ts';
import { sudo } from './sudo.ts';

/** Holds the first line and the hints, without prefixes. */
export type Words = { line: string; hints: string[] };

/** Returns null for every rule that is not about the plan. */
export function planRefusal(rule: RuleName, host: Host, request: Request): Words | null {
  if (rule === 'larger-than-room') return largerThanRoom(host, request);
  if (rule === 'kernel') return kernel(host, request);
  if (rule === 'persistent-hidden') return persistentHidden(host);
  if (rule === 'offline') return offline(host);
  return rule === 'suite-change' ? suiteChange(host, request) : null;
}

function persistentHidden(host: Host): Words {
  return {
    line: refusing('another overlay hides the persistent one on /usr, whose packages the database lists'),
    hints: [`to remove only the other overlay: \`${sudo(host)}usr-overlay down\``],
  };
}

function largerThanRoom(host: Host, { plan, room, config }: Request): Words {
  if (!plan?.bytes || !room) throw new Error('a plan without figures is never too large');
  const spare = config.spaceMargin > 0 ? `, and ${formatBytes(config.spaceMargin)} of that must stay free` : '';
  return {
    line: refusing(`this needs ${formatBytes(plan.bytes)}, but only ${formatBytes(room.free)} is free in /usr${spare}`),
    hints: [...moreRoom(host, room, plan.bytes + config.spaceMargin), allowedBy('larger-than-room')],
  };
}

/** Returns what really makes room on this host. */
function moreRoom(host: Host, room: Room, needed: number): string[] {
  const upper = host.usrOverlay?.upperdir;
  // A quarter is added, because many small files take more of a tmpfs than their package says.
  const size = `${Math.ceil((needed * 1.25) / 1024 ** 2)}M`;
  const fitsInMemory = room.memory !== null && room.memory > needed * 1.25 && isReplaceable(host);
  const ways = [
    ...(fitsInMemory ? [`for a larger overlay, without what is in this one: \`${sudo(host)}usr-overlay down && ${sudo(host)}usr-overlay up --backend native --size ${size}\``] : []),
    ...(!room.isTmpfs && upper != null ? [`free space where the overlay is stored, in ${plain(upper)}`] : []),
  ];
  return ways.length > 0 ? ways : [addToImage(host)];
}

/** Tells whether `usr-overlay down` can remove the overlay, so that another takes its place. */
function isReplaceable({ usr, usrOverlay }: Host): boolean {
  return usr.mountPoint === '/usr' && usrOverlay?.persistence === 'transient' && ['bootc', 'ostree', 'native'].includes(usrOverlay.backend);
}

function kernel(host: Host, { plan }: Request): Words {
  const [first = '', second, ...others] = (plan?.bootPackages ?? []).map(plain);
  const and = others.length > 0 ? ` and ${others.length + 1} more packages` : second === undefined ? '' : ` and ${second}`;
  return {
    line: refusing(`${first}${and} ${and === '' ? 'writes' : 'write'} to /boot, which the overlay does not cover`),
    hints: [addToImage(host), allowedBy('kernel')],
  };
}

function offline(host: Host): Words {
  return {
    line: refusing('this change is to be made at the next reboot, which discards the overlay on /usr and the change with it'),
    hints: ['to make it now, until the next reboot, leave out `--offline`', `to make it for good, ${addToImage(host)}`],
  };
}

function suiteChange(host: Host, { plan }: Request): Words {
  const { package: name = '', from = '', to = '' } = plan?.suiteChange ?? {};
  return {
    line: refusing(`this upgrades the host to another release (${plain(name)} ${plain(from)} to ${plain(to)}), which an overlay cannot keep`),
    hints: [
      host.imageManager === 'bootc' ? `to boot an image of that release: \`${sudo(host)}bootc switch IMAGE\`` : 'to upgrade, boot an image of that release',
      allowedBy('suite-change'),
    ],
  };
}

function refusing(fact: string): string {
  return `error: ${fact}, refusing to operate. See \`man apt-image-based\` for more information.`;
}

function addToImage(host: Host): string {
  const how = host.imageManager === 'bootc' ? `, then run: \`${sudo(host)}bootc upgrade\`` : '';
  return `add it to the image that this host boots${how}`;
}

function allowedBy(key: string): string {
  return `to allow it, below \`[allow]\` in /etc/apt-image-based/config.toml: \`${key} = true\``;
}
