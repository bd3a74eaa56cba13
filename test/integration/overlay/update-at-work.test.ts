// An update of the image at work, or staged for the next boot, during `up`, `down` and `up --hotfix`; and what is written into the followers
// while an `up` that is cut short has them mounted.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGuardedHost, type GuardedHost } from '../guarded-host.ts';
import { rows } from '../scope.ts';
import type { VariantName } from '../../testbed/hosts/variants.ts';

/** `update SECONDS` holds ostree's lock on the sysroot as an update does, by an OFD lock: F_OFD_SETLK of fcntl(2). */
const LIBRARY = `
unshare -m sh -c 'mount -o remount,rw /sysroot; touch /sysroot/ostree/lock'
cat >/run/update.pl <<'END'
use Fcntl;
open my $file, '<', '/sysroot/ostree/lock' or die;
my $lock = pack 's s x4 q q i x4', F_RDLCK, 0, 0, 0, 0;
fcntl $file, 37, $lock or die;
$| = 1; print "held\\n"; sleep shift;
END
update() { rm -f /run/held; perl /run/update.pl $1 >/run/held & update=$!; until [ -s /run/held ] || ! kill -0 $update; do sleep 0.05; done; }
mounts() { grep -c usr-overlay-follow /proc/self/mountinfo; }
on() { findmnt -n -o FSTYPE --mountpoint /usr | tail -n 1; }
`;
const VARIANTS = ['bookworm', 'trixie', 'forky', 'forky-composefs'] as const;

describe.each(rows<VariantName>(VARIANTS, (name) => name === 'trixie'))('on %s', (variant) => {
  let host: GuardedHost;
  beforeAll(async () => void (host = await openGuardedHost({ variant, state: 'locked' })), 300_000);
  afterAll(() => host.remove(), 60_000);

  it('an update at work ends `up` and `run` before anything is mounted; `down` and the native backend do without ostree', async () => {
    const { stdout } = await host.run(`${LIBRARY}update 600
usr-overlay up 2>&1; echo $?; mounts; usr-overlay run true >/run/said 2>&1; echo $?; mounts; usr-overlay up --hotfix 2>&1 | tail -n 1; mounts
usr-overlay up --backend native >/run/said 2>&1; echo $?; on; usr-overlay down >/run/said 2>&1; echo $?; mounts; usr-overlay up --dry-run 2>&1
kill $update; usr-overlay up >/run/said 2>&1; echo $?; on
update 600; usr-overlay status >/run/said; echo $?; usr-overlay down >/run/said 2>&1; echo $?; mounts; kill $update`);
    const note = 'note: an update of the image is running: waiting 5 seconds for it to finish\n';
    const [native, always] = ['error: an update of the image is running, and ostree cannot unlock /usr before it has finished; try again then, or do without ostree: `usr-overlay up --backend native`\n', 'error: an update of the image is running, and ostree cannot unlock /usr before it has finished; try again then\n'];
    expect(stdout).toBe(`${note}${native}75\n0\n75\n0\n${always}0\n0\noverlay\n0\n0\n${native}0\noverlay\n0\n0\n0\n`);
  }, 300_000);

  it('a short look at the deployments is waited for', async () => {
    const { stdout } = await host.run(`${LIBRARY}update 2; usr-overlay up 2>&1; echo $?; on`);
    expect(stdout).toBe('note: an update of the image is running: waiting 5 seconds for it to finish\nA read/write overlayfs is now mounted on /usr\nAll changes there will be discarded on reboot.\n0\noverlay\n');
  }, 300_000);

  it('a staged update is not dropped for a hotfix, unless somebody says so; another overlay leaves it alone', async () => {
    const { stdout } = await host.run(`ref=$(ostree refs --repo=/sysroot/ostree/repo | head -n 1)
staged() { [ -e /run/ostree/staged-deployment ] && ostree admin status | grep -c staged; }
unshare -m sh -c "mount --bind /bin/true /usr/bin/systemctl; ostree admin deploy --stage $ref" >/run/said 2>&1 || cat /run/said; staged
usr-overlay up --hotfix 2>&1; echo $?; staged
usr-overlay up >/run/said; usr-overlay down >/run/said; staged
ostree admin undeploy 0 >/run/said 2>&1 || cat /run/said; staged; usr-overlay up --hotfix >/run/said 2>&1; echo $?`);
    expect(stdout).toBe('1\nerror: an update is staged for the next boot, and ostree would drop it for the hotfix. Reboot into the update first, or drop it yourself: `ostree admin undeploy 0`\n69\n1\n1\n0\n');
  }, 300_000);
});

describe('what is written into a follower of an `up` that fails', () => {
  let host: GuardedHost;
  beforeAll(async () => void (host = await openGuardedHost({ variant: 'trixie', state: 'locked' })), 300_000);
  afterAll(() => host.remove(), 60_000);
  const WRITES = `{ dpkg --add-architecture armhf; apt-mark hold tiny-upgrade; ln -sfn /bin/true /etc/alternatives/awk; } >/dev/null`;
  const BACK = `for path in /var/lib/dpkg/arch /etc/alternatives/awk; do usr-overlay kept --restore $path >/run/said || cat /run/said; done; dpkg --print-foreign-architectures; readlink /etc/alternatives/awk`;
  /** Stands in for an ostree that cannot unlock. */
  const ostree = (job: string): string => `printf '%s\\n' '#!/bin/sh' ${JSON.stringify(job).replaceAll('$', '\\$')} >/run/ostree-fails; chmod 755 /run/ostree-fails; mount --bind /run/ostree-fails /usr/bin/ostree`;

  it('is kept, named, and comes back by the command that is named', async () => {
    const { stdout } = await host.run(`${LIBRARY}${ostree(`${WRITES}; exit 1`)}
usr-overlay up >/run/up 2>&1; echo $?; mounts; dpkg --print-foreign-architectures
grep -o '/var/lib/dpkg/[a-z]* was written while no overlay.*' /run/up | sort; ${BACK}`);
    const line = (path: string): string => `${path} was written while no overlay was on /usr, and a copy is kept. To restore it: \`usr-overlay kept --restore ${path}\`\n`;
    expect(stdout).toBe(`71\n0\n${line('/var/lib/dpkg/arch')}${line('/var/lib/dpkg/status')}armhf\n/bin/true\n`);
  }, 300_000);

  it('is kept where `up` was killed, and the next command takes the followers off', async () => {
    const { stdout } = await host.run(`${LIBRARY}dpkg --remove-architecture armhf; ln -sfn /usr/bin/mawk /etc/alternatives/awk
${ostree(`${WRITES}; kill -9 $PPID; sleep 1`)}
usr-overlay up >/run/up 2>&1; [ $(mounts) -gt 0 ] && echo left; usr-overlay down >/run/down 2>&1; echo $?; mounts; dpkg --print-foreign-architectures; ${BACK}`);
    expect(stdout).toBe('left\n0\n0\narmhf\n/bin/true\n');
  }, 300_000);

  it('stays mounted where it cannot be kept', async () => {
    const { stdout } = await host.run(`${LIBRARY}dpkg --remove-architecture armhf; ln -sfn /usr/bin/mawk /etc/alternatives/awk; mkdir -p /var/lib/apt-image-based/kept; mount --bind /var/lib/apt-image-based/kept /var/lib/apt-image-based/kept; mount -o remount,bind,ro /var/lib/apt-image-based/kept
${ostree(`${WRITES}; exit 1`)}
usr-overlay up 2>&1 >/dev/null | grep -c 'so this stays mounted'; dpkg --print-foreign-architectures; umount /var/lib/apt-image-based/kept
usr-overlay down >/run/down 2>&1; echo $?; mounts; ${BACK}`);
    expect(stdout).toBe('1\narmhf\n0\n0\narmhf\n/bin/true\n');
  }, 300_000);
});
