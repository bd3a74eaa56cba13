// `down` and `doctor` while a package manager, or another of them, holds its lock.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { openGuardedHost, type GuardedHost } from '../guarded-host.ts';

const LOCK = '/run/apt-image-based/lock';
/** `apt_holds`: dpkg's lock is held as by apt, by $apt, until it is killed. */
const LIBRARY = `quietly() { "$@" >/run/quietly 2>&1 || { echo "$* exits $?"; cat /run/quietly; }; }
cat >/run/hold.pl <<'END'
use Fcntl;
open(my $file, "+>", "/var/lib/dpkg/lock-frontend") or die;
my $lock = pack("s! s! x![q] q q i x![q]", F_WRLCK, 0, 0, 0, 0);
fcntl($file, F_SETLK, $lock) or die;
$| = 1; print "held\\n"; sleep 60;
END
apt_holds() { perl /run/hold.pl >/run/held 8>&- & apt=$!; until [ -s /run/held ] || ! kill -0 $apt; do sleep 0.1; done; }
`;
let host: GuardedHost;
beforeAll(async () => void (host = await openGuardedHost({ variant: 'trixie', state: 'locked' })), 300_000);
afterAll(() => host.remove(), 60_000);

it('the database whose lock counts for `down` is the one that is there once it has its own lock', async () => {
  // The overlay comes while `down` waits, as from an `up` that had the lock before it; apt is there before `down` goes on.
  const { stdout } = await host.run(`${LIBRARY}usr-overlay up >/dev/null; usr-overlay down >/dev/null
exec 8>>${LOCK}; flock 8
usr-overlay down >/run/said 2>&1 8>&- & down=$!
until grep -qx flock /proc/[0-9]*/comm 2>/dev/null || ! kill -0 $down; do sleep 0.1; done
mkdir /run/layers /run/layers/upper /run/layers/work
mount -t overlay -o lowerdir=/var/lib/dpkg,upperdir=/run/layers/upper,workdir=/run/layers/work usr-overlay-follow /var/lib/dpkg
apt_holds
exec 8>&-; wait $down; echo $?; grep -o 'a package manager is running' /run/said
findmnt -n -o SOURCE --mountpoint /var/lib/dpkg
kill $apt; wait $apt; usr-overlay down >/dev/null; echo $?; findmnt -n --mountpoint /var/lib/dpkg`);
  expect(stdout).toBe('75\na package manager is running\nusr-overlay-follow\n0\n');
}, 300_000);

it('what `doctor` finds while a package manager is at work may be half done', async () => {
  const { stdout } = await host.run(`${LIBRARY}quietly usr-overlay up; deb tiny-install; quietly dpkg -i $tiny/debs/tiny-install_1.0_all.deb; rm /usr/bin/tiny-install
usr-overlay doctor >/run/found; echo $?
apt_holds; usr-overlay doctor 2>&1 >/run/found-now | grep -o '^error: a package manager is running'; usr-overlay doctor >/dev/null 2>&1; echo $?
cmp /run/found /run/found-now; kill $apt; wait $apt; usr-overlay down >/dev/null`);
  expect(stdout).toBe('71\nerror: a package manager is running\n75\n');
}, 300_000);

it('a dpkg that has asked the guard and has no lock yet is waited for, also by --lazy', async () => {
  const { stdout } = await host.run(`usr-overlay up >/dev/null 2>&1; bash -c 'exec -a dpkg sleep 60' & until grep -qxa 'dpkg.*' /proc/$!/cmdline; do sleep 0.1; done
usr-overlay down --lazy 2>&1 | grep -o '^error: a package manager started in the meantime'; findmnt -n -o FSTYPE --mountpoint /usr | tail -n 1
kill $!; wait $!; usr-overlay down --lazy >/dev/null; echo $?; findmnt -n --mountpoint /var/lib/dpkg`);
  expect(stdout).toBe('error: a package manager started in the meantime\noverlay\n0\n');
}, 300_000);

it('what an `up` in the middle of its work has mounted is no fault to `doctor`', async () => {
  const { stdout } = await host.run(`usr-overlay up >/dev/null; usr-overlay down >/dev/null
exec 8>>${LOCK}; flock 8; mkdir /run/layers /run/layers/upper /run/layers/work
mount -t overlay -o lowerdir=/var/lib/dpkg,upperdir=/run/layers/upper,workdir=/run/layers/work usr-overlay-follow /var/lib/dpkg
usr-overlay doctor >/run/said 2>&1 8>&- & doctor=$!
until grep -qx flock /proc/[0-9]*/comm 2>/dev/null || ! kill -0 $doctor 2>/dev/null; do sleep 0.1; done
umount --lazy /var/lib/dpkg; exec 8>&-; wait $doctor; echo $?; cat /run/said`);
  expect(stdout).toBe(`0\n${HEALTHY}\n`);
}, 300_000);
