// How an overlay ends in a history.
import type { Random } from '../concurrency/random.ts';
import type { Step } from './history.ts';
import type { HostKind } from './host-kinds.ts';
import { transaction } from './transactions.ts';

export type Ending = {
  name: 'down' | 'down --lazy' | 'reboot' | 'soft-reboot' | 'crash' | 'down killed' | 'put-back killed' | 'full disk' | 'read-only /etc' | 'upgrade' | 'rollback' | 'doctor' | 'doctor killed';
  /** Before all else. */
  before: Step[];
  /** The first of them in the boot that the overlay was in. */
  boots: Step[][];
};

type Asked = { random: Random; follows: boolean; kind: HostKind; isLast: boolean };

const world = (command: string): Step => ({ who: 'world', command, look: 'nothing' });
const product = (command: string, look: Step['look'] = 'etc'): Step => ({ who: 'product', command, look });
const DOWN = product('usr-overlay down', 'whole');
const PUT_BACK = product('usr-overlay put-back', 'whole');
/** A second run, which is to change nothing. */
const AGAIN = [product('usr-overlay down'), product('usr-overlay put-back', 'whole')];
const DOCTOR = product('usr-overlay doctor --fix --yes', 'whole');

export function endOf({ random, follows, kind, isLast }: Asked): Ending {
  if (isLast && kind.disk === 'ostree') return random.chance(50) ? UPGRADE : ROLLBACK;
  return (follows ? random.pick(FOLLOWED) : random.pick(UNFOLLOWED))(random, kind);
}

const STATE = '/var/lib/apt-image-based';
/** A file system of its own for what is kept and remembered, which can be made too small. */
const SMALL_STATE = world(`mkdir -p ${STATE}; mount -t tmpfs -o size=64m,mode=700 tmpfs ${STATE}`);
const FULL = world(`mount -o remount,size=$(($(df -k --output=used ${STATE} | tail -n 1) + 4))k ${STATE}`);
const ROOM = world(`mount -o remount,size=64m ${STATE}`);
/** As systemd's soft-reboot: our unit looks once more, what follows goes, and the overlay on /usr stays. A real one is in test/integration/record. */
const FOLLOWERS_GO = world(`/usr/libexec/apt-image-based/after; grep -- '- overlay usr-overlay-follow ' /proc/self/mountinfo | cut -d ' ' -f 5 | sort -r | while read -r each; do umount -l "$each"; done`);
const READ_ONLY = world('mount --bind /etc /etc; mount -o remount,bind,ro /etc');

type Make = (random: Random, kind: HostKind) => Ending;

const down: Make = () => ({ name: 'down', before: [], boots: [[DOWN, ...AGAIN]] });
const lazy: Make = () => ({ name: 'down --lazy', before: [], boots: [[world('cp /usr/bin/sleep /usr/bin/his-sleep; /usr/bin/his-sleep 60 >/dev/null 2>&1 </dev/null &'), product('usr-overlay down --lazy', 'whole'), ...AGAIN]] });
const reboot: Make = () => ({ name: 'reboot', before: [], boots: [[], [PUT_BACK, ...AGAIN]] });
const softReboot: Make = () => ({ name: 'soft-reboot', before: [], boots: [[FOLLOWERS_GO, product('usr-overlay put-back'), product('usr-overlay down --lazy', 'whole'), ...AGAIN]] });
const crash: Make = (random, kind) => ({ name: 'crash', before: [], boots: [[{ who: 'packages', command: transaction(kind, random), look: 'etc', kill: random.between(20, 900) }], [PUT_BACK, ...AGAIN]] });
const downKilled: Make = (random) => ({ name: 'down killed', before: [], boots: [[{ ...product('usr-overlay down', 'nothing'), kill: random.between(150, 1200) }, DOWN, ...AGAIN]] });
const putBackKilled: Make = (random) => ({ name: 'put-back killed', before: [], boots: [[], [{ ...product('usr-overlay put-back', 'nothing'), kill: random.between(100, 900) }, PUT_BACK, ...AGAIN]] });
const full: Make = () => ({ name: 'full disk', before: [SMALL_STATE], boots: [[FULL, product('usr-overlay down'), ROOM, DOWN, ...AGAIN]] });
const readOnly: Make = () => ({ name: 'read-only /etc', before: [], boots: [[], [READ_ONLY, product('usr-overlay put-back'), world('umount /etc'), PUT_BACK, ...AGAIN]] });
const doctor: Make = () => ({ name: 'doctor', before: [], boots: [[product('usr-overlay down'), DOCTOR, DOCTOR]] });
const doctorAfterReboot: Make = () => ({ name: 'doctor', before: [], boots: [[], [product('usr-overlay put-back'), DOCTOR, DOCTOR]] });
const doctorKilled: Make = (random) => ({ name: 'doctor killed', before: [], boots: [[product('usr-overlay down'), { ...product(DOCTOR.command, 'nothing'), kill: random.between(200, 3000) }, DOCTOR, DOCTOR]] });

const FOLLOWED: [Make, ...Make[]] = [down, down, down, lazy, reboot, reboot, crash, crash, downKilled, putBackKilled, full, readOnly, softReboot];
const UNFOLLOWED: [Make, ...Make[]] = [doctor, doctorAfterReboot, doctorKilled];

/** The next image has a file in /etc and a unit that this one lacks. */
const DEPLOY = world(`unshare -m sh -euc '
mount -o remount,rw /sysroot
mkdir -p /var/tmp/next/usr/etc /var/tmp/next/usr/lib/systemd/system
echo next >/var/tmp/next/usr/etc/next-image.conf
printf "[Service]\\nExecStart=/bin/true\\n[Install]\\nWantedBy=multi-user.target\\n" >/var/tmp/next/usr/lib/systemd/system/keep-later.service
ostree --repo=/sysroot/ostree/repo commit -b debian/next --tree=ref=debian/testbed --tree=dir=/var/tmp/next
rm -rf /var/tmp/next'
OSTREE_SYSROOT_OPTS=skip-sync ostree admin deploy --os=debian debian/next`);
const UPGRADE: Ending = { name: 'upgrade', before: [], boots: [[DEPLOY], [PUT_BACK, ...AGAIN]] };
const ROLLBACK: Ending = { name: 'rollback', before: [], boots: [[DEPLOY], [product('usr-overlay put-back', 'nothing'), world('ostree admin set-default 1')], [PUT_BACK, ...AGAIN]] };
