#!/bin/sh
# QEMU from a system of its own, in a mount namespace of its own: qemu.sh SYSTEM FOLDER ARGUMENT…; FOLDER is its /mnt.
set -eu
system=$1 folder=$2
shift 2
mount --bind "$folder" "$system/mnt"
mount --rbind /dev "$system/dev"
mount -t proc proc "$system/proc"
mount -t tmpfs tmpfs "$system/tmp"
exec env -i PATH=/usr/sbin:/usr/bin TMPDIR=/tmp chroot "$system" qemu-system-x86_64 "$@"
