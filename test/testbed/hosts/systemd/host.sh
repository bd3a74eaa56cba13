#!/bin/sh
# Becomes the host: called by outside.sh in new namespaces, with its arguments.
set -eu
rootfs=$1 deb=$2 here=$3 inside=$4 state=$5

mount -t tmpfs tmpfs "$here/memory"
mkdir "$here/memory/upper" "$here/memory/work" "$here/memory/root"
root=$here/memory/root
mount -t overlay -o "lowerdir=$rootfs,upperdir=$here/memory/upper,workdir=$here/memory/work" overlay "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
  # shellcheck disable=SC2086 # three words on purpose
  set -- $node
  mknod -m 666 "$root/dev/$1" c "$2" "$3"
done
ln -s /proc/self/fd "$root/dev/fd"
: >"$root/dev/console"
: >"$here/out/console"
mount --bind "$here/out/console" "$root/dev/console"
mkdir "$root/out"
mount --bind "$here/out" "$root/out"

cp "$deb" "$root/tmp/guard.deb"
chroot "$root" dpkg -i /tmp/guard.deb
cp "$inside" "$root/out/inside.sh"
units=$root/run/systemd/system
mkdir -p "$units"
# In the place of apt's unit, of which only the drop-in is of interest.
printf '[Unit]\nStartLimitIntervalSec=0\n[Service]\nType=oneshot\nExecStart=/bin/sh -c "echo ran >/tmp/ran"\n' >"$units/apt-daily-upgrade.service"
printf '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/sh /out/inside.sh\nExecStopPost=/usr/bin/systemctl --force --force exit\n' >"$units/job.service"
target=job.service
# A whole boot, of a host that keeps what this program stores, with a read-only /usr, and which the program is to take for a host.
if [ -n "$state" ]; then
  target=multi-user.target
  mkdir -p "$root/var/lib/apt-image-based" "$units/apt-image-based-persist.service.d" "$units/usr-overlay-only.service.d"
  mount --bind "$state" "$root/var/lib/apt-image-based"
  # What an earlier boot wants to find in /etc, which is new at each.
  [ ! -d "$state/etc" ] || cp -a "$state/etc/." "$root/etc/"
  mount --bind "$root/usr" "$root/usr"
  mount -o remount,bind,ro "$root/usr"
  printf '[Service]\nExecStartPre=/bin/sh -c "rm -f /run/systemd/container; true >/run/no-words; mountpoint -q /proc/1/environ || mount --bind /run/no-words /proc/1/environ"\n' |
    tee "$units/usr-overlay-only.service.d/host.conf" >"$units/apt-image-based-persist.service.d/host.conf"
  printf '[Unit]\nAfter=multi-user.target apt-image-based-persist-arrived.service\n[Service]\nType=oneshot\nExecStart=/bin/sh /out/inside.sh\nExecStopPost=/usr/bin/systemctl --no-block exit\n' >"$units/job.service"
  mkdir "$units/multi-user.target.wants"
  ln -s ../job.service "$units/multi-user.target.wants/job.service"
fi
mount --make-rshared /
exec chroot "$root" env -i container=testbed PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  /usr/lib/systemd/systemd --system --unit="$target" --log-target=console
