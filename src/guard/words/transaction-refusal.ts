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
  return rule === 'suite-change' ? suiteChange(host, request) : null;
}

function largerThanRoom(host: Host, { plan, room, config }: Request): Words {
  if (!plan?.bytes || !room) throw new Error('a plan without figures is never too large');
  const spare = config.spaceMargin > 0 ? ` and ${formatBytes(config.spaceMargin)} to spare` : '';
  return {
    line: refusing(`this needs ${formatBytes(plan.bytes)} of room in /usr${spare}, and its overlay has ${formatBytes(room.free)}`),
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
    ...(fitsInMemory ? [`\`${sudo(host)}usr-overlay down\` drops this overlay and all that is in it; \`${sudo(host)}usr-overlay up --backend native --size ${size}\` puts on one that is large enough`] : []),
    ...(!room.isTmpfs && upper != null ? [`make room in the file system of ${plain(upper)}, where the overlay is stored`] : []),
  ];
  return ways.length > 0 ? ways : [addToImage(host)];
}

/** Tells whether `usr-overlay down` can remove the overlay, so that another takes its place. */
function isReplaceable({ usr, usrOverlay }: Host): boolean {
  return usr.mountPoint === '/usr' && usrOverlay?.persistence === 'transient' && ['bootc', 'ostree', 'native'].includes(usrOverlay.backend);
}

function kernel(host: Host, { plan }: Request): Words {
  const [first = '', ...others] = plan?.bootPackages ?? [];
  const and = others.length > 0 ? ` and ${others.length} more` : '';
  return {
    line: refusing(`this changes /boot (${plain(first)}${and}), which outlives the overlay on /usr`),
    hints: [addToImage(host), allowedBy('kernel')],
  };
}

function suiteChange(host: Host, { plan }: Request): Words {
  const { package: name = '', from = '', to = '' } = plan?.suiteChange ?? {};
  return {
    line: refusing(`this takes the host to another release (${plain(name)} ${plain(from)} to ${plain(to)}), and the overlay on /usr is no place for one`),
    hints: [
      host.imageManager === 'bootc' ? `\`${sudo(host)}bootc switch IMAGE\` takes the host to an image of that release` : 'the way to another release is an image of it',
      allowedBy('suite-change'),
    ],
  };
}

function refusing(fact: string): string {
  return `error: ${fact}, refusing to operate. See \`man apt-image-based\` for more information.`;
}

function addToImage(host: Host): string {
  const how = host.imageManager === 'bootc' ? `, then run \`${sudo(host)}bootc upgrade\`` : '';
  return `add it to the image that this host boots${how}`;
}

function allowedBy(key: string): string {
  return `\`${key} = true\` below \`[allow]\` in /etc/apt-image-based/config.toml lets it through`;
}
