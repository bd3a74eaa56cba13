// `down` and a package manager that came while it waited.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from './guarded-host.ts';

const LOCK = '/run/apt-image-based/lock';
/** Holds dpkg's lock as apt does, from a file system that no overlay is on. */
const HOLD = `cat >/run/hold.pl <<'END'
use Fcntl;
open(my $file, "+>", "/var/lib/dpkg/lock-frontend") or die;
my $lock = pack("s! s! x![q] q q i x![q]", F_WRLCK, 0, 0, 0, 0);
fcntl($file, F_SETLK, $lock) or die;
$| = 1; print "held\\n"; sleep 60;
END
`;

it('the database whose lock counts is the one that is there once `down` has its own lock', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    // The overlay comes while `down` waits, as from an `up` that had the lock before it; apt is there before `down` goes on.
    const { stdout } = await host.run(`${HOLD}usr-overlay up >/dev/null; usr-overlay down >/dev/null
exec 8>>${LOCK}; flock 8
usr-overlay down >/run/said 2>&1 8>&- & down=$!
until grep -q 'flock' /proc/[0-9]*/comm 2>/dev/null; do sleep 0.1; done
mkdir /run/layers /run/layers/upper /run/layers/work
mount -t overlay -o lowerdir=/var/lib/dpkg,upperdir=/run/layers/upper,workdir=/run/layers/work usr-overlay-follow /var/lib/dpkg
perl /run/hold.pl >/run/held 8>&- & apt=$!
until [ -s /run/held ]; do sleep 0.1; done
exec 8>&-; wait $down; echo $?; grep -o 'a package manager is at work' /run/said
findmnt -n -o SOURCE --mountpoint /var/lib/dpkg
kill $apt; wait $apt; usr-overlay down >/dev/null; echo $?; findmnt -n --mountpoint /var/lib/dpkg`);
    expect(stdout).toBe('75\na package manager is at work\nusr-overlay-follow\n0\n');
  } finally {
    await host.remove();
  }
}, 300_000);
