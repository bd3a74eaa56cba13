#!/bin/sh
# Downloads packages and what they need beyond ROOTFS with that system's own apt, over a throw-away overlay.
# Usage: unshare -m -p -f real-packages.sh ROOTFS POOL NAME…
set -e
rootfs=$1 pool=$2
shift 2
mount --make-rprivate /
mount -t tmpfs -o mode=755 real-packages /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$rootfs,upperdir=/mnt/upper,workdir=/mnt/work" real-packages /mnt/root
mount -t proc proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
for name in hosts resolv.conf; do cp -L /etc/$name /mnt/root/etc/$name; done
# The machine may reach its mirror in a way of its own: by a proxy.
apt-config dump | grep -i '^Acquire::[^ ]*proxy' >/mnt/root/etc/apt/apt.conf.d/zz-proxy || true
cp /mnt/root/etc/apt/sources.list.mirror /mnt/root/etc/apt/sources.list
inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive http_proxy="${http_proxy-}" chroot /mnt/root "$@"; }
inside apt-get -qq -o Acquire::Check-Valid-Until=false update
# Those that the root has already, too.
inside apt-get -qq -y -d -o APT::Sandbox::User=root install --reinstall "$@"
# As in Debian's own pool: without the epoch, whose escaped colon clients and servers unescape at will.
for deb in /mnt/root/var/cache/apt/archives/*.deb; do cp "$deb" "$pool/$(basename "$deb" | sed 's/_[0-9]*%3a/_/')"; done
