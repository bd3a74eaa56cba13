#!/bin/sh
# real-lists.sh ROOTFS FOLDER: has the apt of a root file system fetch the lists of its own suite, and puts them into FOLDER.
# It runs in namespaces of its own; what else apt writes goes with them.
set -eu
rootfs=$1 folder=$2
shelf=$(mktemp -d)
mount -t tmpfs tmpfs "$shelf"
mkdir "$shelf/upper" "$shelf/work" "$shelf/root"
root=$shelf/root
mount -t overlay -o "lowerdir=$rootfs,upperdir=$shelf/upper,workdir=$shelf/work" overlay "$root"
mount -t proc proc "$root/proc"
cp "$root/etc/apt/sources.list.mirror" "$root/etc/apt/sources.list"
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
chroot "$root" apt-get -qq -o Acquire::Languages=none update
cp "$root"/var/lib/apt/lists/*_* "$folder/"
