#!/bin/sh
# Commits an ostree tree and deploys it, with the suite's own ostree. In a private mount namespace: deploy.sh ROOTFS TREE SYSROOT [REPO]
# REPO: a repository that holds most of the tree already; its objects are shared by hard links.
set -eu
rootfs=$1 tree=$2 sysroot=$3 repo=${4-}

mkdir -p "$sysroot"
mount --bind "$rootfs" "$rootfs"
mount -o remount,ro,bind "$rootfs"
mount -t tmpfs tmpfs "$rootfs/mnt"
mkdir "$rootfs/mnt/tree" "$rootfs/mnt/sysroot"
mount --bind "$tree" "$rootfs/mnt/tree"
mount --bind "$sysroot" "$rootfs/mnt/sysroot"
for folder in tmp var/tmp run; do mount -t tmpfs tmpfs "$rootfs/$folder"; done
mount -t proc proc "$rootfs/proc"

# skip-sync: no sync(2) of the whole machine.
in_rootfs() { env -i OSTREE_SYSROOT_OPTS=skip-sync PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/run LANG=C.UTF-8 chroot "$rootfs" "$@"; }
# A deployment freezes the machine's file system for a moment (ostree's fsfreeze_thaw_cycle), and another host's remount of
# /sysroot then ends in EBUSY. Without the capability ostree makes do with syncfs.
deploy() { in_rootfs setpriv --bounding-set=-sys_admin ostree admin deploy "$@"; }

in_rootfs ostree admin init-fs --modern /mnt/sysroot
if [ -n "$repo" ]; then cp -al "$repo/objects" "$sysroot/ostree/repo"; fi
in_rootfs ostree admin os-init --sysroot=/mnt/sysroot debian
in_rootfs ostree config --repo=/mnt/sysroot/ostree/repo set sysroot.bootloader none
in_rootfs ostree config --repo=/mnt/sysroot/ostree/repo set sysroot.readonly true
# A cache that a crash spoils is made again: no waiting for the disk.
in_rootfs ostree config --repo=/mnt/sysroot/ostree/repo set core.fsync false
set --
[ ! -e "$tree/usr/etc/selinux/config" ] || set -- --selinux-policy=/mnt/tree
in_rootfs ostree --repo=/mnt/sysroot/ostree/repo commit -b debian/testbed "$@" --tree=dir=/mnt/tree
deploy --sysroot=/mnt/sysroot --os=debian \
  --karg=root=/dev/vda --karg=rw --karg=console=ttyS0 debian/testbed
# As an installer does it: the image's own /var is what the host starts with.
cp -a "$tree.var/." "$sysroot/ostree/deploy/debian/var"
