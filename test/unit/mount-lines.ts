// Lines of mount tables, and the host that they make.

import type { Evidence } from '../../src/host/evidence.ts';
import { parseFacts } from '../../src/host/facts.ts';
import { describeHost, type Host } from '../../src/host/host.ts';

export const CHECKSUM = 'a'.repeat(64);
export const ROOT = '20 1 254:0 / / rw - ext4 /dev/vda rw';
export const READ_ONLY_ROOT = '20 1 254:0 / / ro - ext4 /dev/vda ro';
export const STOPPED_ROOT = '20 1 254:0 / / rw - ext4 /dev/vda ro,errors=remount-ro';
export const DEPLOYMENT = `20 1 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0 / rw - ext4 /dev/vda rw`;
export const LOCKED = `30 20 254:0 /ostree/deploy/debian/deploy/${CHECKSUM}.0/usr /usr ro - ext4 /dev/vda rw`;
export const REMOUNTED = LOCKED.replace('/usr ro', '/usr rw');
export const COMPOSEFS = '20 1 0:34 / / ro - overlay composefs:digest ro,lowerdir+=/run/x';
export const EROFS = '30 20 7:0 / /usr rw - erofs /dev/loop0 ro';
export const overlay = (source: string, access: string, options = 'lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.X/upper') =>
  `40 30 0:50 / /usr ${access} - overlay ${source} ${access},${options}`;
export const HOTFIX = overlay('overlay', 'rw', 'lowerdir=usr,upperdir=.usr-ovl-upper');
export const MERGED = overlay('sysext', 'ro', 'lowerdir=/run/a:/usr');
export const OSTREE: Evidence = { 'ostree-booted': '' };
export const UNLOCKED: Evidence = { 'run-ostree.stat': `regular file 644 0 /run/ostree/deployment-state/${CHECKSUM}.0/unlocked-development\n` };

export function host(lines: string[], more: Evidence = {}): Host {
  return describeHost(parseFacts({ mountinfo: lines.join('\n'), ...more }));
}
