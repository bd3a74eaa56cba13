// Roots that are not as most are: the hooks answer rightly there, and on an ordinary host in silence and without the detector.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

/** Counts how often the detector was started, and shows what a command said on standard error but for apt's own words. */
const COUNTED = `
detector=/usr/libexec/apt-image-based/usr-overlay
cp $detector /run/detector
printf '#!/bin/bash\\necho >>/run/started\\nexec /run/detector "$@"\\n' >/run/logger
chmod 755 /run/logger
: >/run/started
chmod 666 /run/started
mount --bind /run/logger $detector
tried() { echo "$? started $(wc -l </run/started) $(grep -cE '^(error|notice): ' /run/err) $(grep -cE 'hook|sh:|grep:|libexec' /run/err)"; : >/run/started; }
`;

it('without /proc', async () => {
  const job = (state: string) => onHost({ variant: 'trixie', state }, `${COUNTED}deb tiny-remove
umount -l /proc
apt-get -y install tiny-install >/run/out 2>/run/err; tried
dpkg -i $tiny/debs/tiny-remove_1.0_all.deb >/run/out 2>/run/err; tried`);
  expect((await job('writable')).stdout).toBe('0 started 0 0 0\n0 started 0 0 0\n');
  expect((await job('read-only-bind')).stdout.match(/^\d+/gm)).toEqual(['100', '2']);
}, 600_000);

it('an ordinary user under fakeroot and proot', async () => {
  const extra = ['fakeroot', 'proot'];
  const job = (state: string) => onHost({ variant: 'trixie', state, extra }, `${COUNTED}
for way in 'fakeroot --' 'proot -0'; do
  as_user $way apt-get -s install tiny-install >/run/out 2>/run/err; tried
done`);
  for (const state of ['writable', 'locked']) expect((await job(state)).stdout).toBe('0 started 0 0 0\n'.repeat(2));
}, 600_000);

it('a /usr of another owner', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, `${COUNTED}
mount -o remount,rw /usr; chown 1000 /usr
apt-get -y install tiny-install >/run/out 2>/run/err; tried
mount -o remount,ro,bind /usr
apt-get -y install tiny-upgrade >/run/out 2>/run/err; tried`);
  expect(stdout).toBe('0 started 0 0 0\n100 started 1 1 1\n');
}, 300_000);

it('a /usr that is a link', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'writable' }, `${COUNTED}
umount $detector
mkdir /system
perl -e 'rename("/usr", "/system/usr") && symlink("system/usr", "/usr") or die $!'
mount --bind /run/logger $detector
apt-get -y install tiny-install >/run/out 2>/run/err; tried
mkdir -p /run/o/upper /run/o/work
mount -t overlay -o lowerdir=/usr,upperdir=/run/o/upper,workdir=/run/o/work overlay /usr
mount --bind /run/logger $detector
apt-get -y purge tiny-install >/run/out 2>/run/err; tried
umount -l /usr
mount --bind /usr /usr; mount -o remount,bind,ro /usr
apt-get -y install tiny-upgrade >/run/out 2>/run/err; tried`);
  // The logger is gone with the overlay; above it, what changed is recorded by the detector, too.
  expect(stdout).toMatch(/^0 started 0 0 0\n0 started [1-9] 1 0\n100 started 0 1 1\n$/);
}, 300_000);

it('an unmerged /usr: the programs that the hooks call are in /bin there', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, `${COUNTED}
mount -o remount,rw /usr
for name in bin sbin lib lib64; do cp -a /usr/$name /new-$name; done
perl -e 'for (qw(bin sbin lib lib64)) { rename("/$_", "/$_.link") && rename("/new-$_", "/$_") or die $! }'
rm /usr/bin/grep /usr/bin/tr /usr/bin/cat /usr/bin/mkdir /usr/bin/sh
apt-get -y install tiny-install >/run/out 2>/run/err; tried
mount -o remount,bind,ro /usr
apt-get -y install tiny-upgrade >/run/out 2>/run/err; tried`);
  expect(stdout).toBe('0 started 0 0 0\n100 started 1 1 1\n');
}, 300_000);
