#!/bin/sh
# A copy of a Debian root file system with .debs installed by its own dpkg, as an image build does it: no daemon is started.
# Runs in a private mount namespace: install.sh ROOTFS COPY DEBS [COMMAND], DEBS being a folder, installed in name order; COMMAND
# does something else with the files, which are in the copy's /tmp.
set -eu
rootfs=$1 copy=$2 debs=$3 command=${4-dpkg --install /tmp/*.deb}

sh "$(dirname "$0")/link-copy.sh" "$rootfs" "$copy"
mount -t proc proc "$copy/proc"
mount -t tmpfs tmpfs "$copy/tmp"
mount -t tmpfs tmpfs "$copy/run"
mount -t tmpfs tmpfs "$copy/dev"
for node in null zero full random urandom tty; do
  : >"$copy/dev/$node"
  mount --bind "/dev/$node" "$copy/dev/$node"
done
cp "$debs"/* "$copy/tmp"
env -i DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  chroot "$copy" sh -c "$command"
