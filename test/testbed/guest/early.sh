#!/bin/sh
# The initramfs of a namespace boot: early.sh KIND. Makes /sysroot the root that the kind of host has, and switches to it.
set -eu
kind=$1
testbed=/run/testbed

overlay_root() { # MODE UPPER
  mkdir -p "$2/upper" "$2/work"
  mount -t overlay -o "$1,lowerdir=/sysroot,upperdir=$2/upper,workdir=$2/work" overlay /sysroot
}

case $kind in
  ostree)
    deployment=/sysroot$(sed -n 's/.*\<ostree=\([^ ]*\).*/\1/p' "$testbed/cmdline")
    configuration=$deployment/usr/lib/ostree/prepare-root.conf
    [ ! -e "$configuration" ] || cp "$configuration" /usr/lib/ostree/
    /usr/lib/ostree/ostree-prepare-root /sysroot
    ;;
  writable) ;;
  read-only-bind)
    mount --bind /sysroot/usr /sysroot/usr
    mount -o remount,ro,bind /sysroot/usr
    ;;
  erofs | squashfs | fs-error)
    mount --move "$testbed/usr-image" /sysroot/usr
    ;;
  container-read-only)
    mount --bind /sysroot/var "$testbed/usr-image"
    mkdir "$testbed/layer"
    mount -t tmpfs tmpfs "$testbed/layer"
    overlay_root ro "$testbed/layer"
    mount --move "$testbed/usr-image" /sysroot/var
    umount -l "$testbed/layer"
    ;;
  image-build)
    mkdir "$testbed/layer"
    mount -t tmpfs tmpfs "$testbed/layer"
    overlay_root rw "$testbed/layer"
    umount -l "$testbed/layer"
    ;;
  volatile)
    # As systemd-volatile-root does it for systemd.volatile=overlay.
    mkdir -p /run/systemd/overlay-sysroot
    mount -t tmpfs -o mode=0755 tmpfs /run/systemd/overlay-sysroot
    overlay_root rw /run/systemd/overlay-sysroot
    umount -l /run/systemd/overlay-sysroot
    rmdir /run/systemd/overlay-sysroot
    ln -s /dev/block/254:0 /run/systemd/volatile-root
    ;;
  *) echo "unknown kind of host: $kind" >&2; exit 70 ;;
esac

# switch_root by hand: forky has it in a package of its own. --no-mtab: mount's own notes are in the /run that just left.
for folder in dev sys proc run; do mount --no-mtab --move "/$folder" "/sysroot/$folder"; done
cd /sysroot
mount --no-mtab --move . /
# shellcheck disable=SC2046 # a word or none
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb HOME=/root \
  $(cat run/testbed/container) chroot . sh -eu /run/testbed/init "$kind"
