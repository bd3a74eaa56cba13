#!/bin/sh
# The initramfs of a namespace boot: early.sh KIND. Makes /sysroot the root that the kind of host has, and switches to it.
set -eu
kind=$1
testbed=/run/testbed

overlay_root() { # WHERE: an overlay over the root, its upper layer in a tmpfs that only it still holds
  mkdir -p "$1"
  mount -t tmpfs -o mode=0755 tmpfs "$1"
  mkdir "$1/upper" "$1/work"
  mount -t overlay -o "lowerdir=/sysroot,upperdir=$1/upper,workdir=$1/work" overlay /sysroot
  umount --no-mtab --lazy "$1"
  rmdir "$1"
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
  erofs | squashfs)
    mount --move "$testbed/usr-image" /sysroot/usr
    ;;
  fs-error)
    mount --move "$testbed/usr-image" /sysroot/usr
    loop=$(findmnt --noheadings --output SOURCE /sysroot/usr)
    echo 'an error that a disk would have made' >"/sys/fs/ext4/${loop##*/}/trigger_fs_error"
    ;;
  container-read-only | container-unmarked)
    mount --bind /sysroot/var "$testbed/var"
    overlay_root /var/lib/containers/storage/overlay/layer
    mount -o remount,ro,bind /sysroot
    mount --move "$testbed/var" /sysroot/var
    ;;
  image-build)
    overlay_root /var/lib/containers/storage/overlay/layer
    ;;
  overlay-root)
    # As raspi-config does it for boot=overlay.
    overlay_root /upper
    ;;
  overlay-root-disk)
    # As overlayroot=device: does it; the disk stays in sight.
    mkdir -p /media/root-rw
    mount --move "$testbed/usr-image" /media/root-rw
    mkdir -p /media/root-rw/overlay /media/root-rw/work
    mount -t overlay -o lowerdir=/sysroot,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/work overlayroot /sysroot
    mkdir -p /sysroot/media/root-rw
    mount --move /media/root-rw /sysroot/media/root-rw
    ;;
  volatile)
    # As systemd-volatile-root does it for systemd.volatile=overlay.
    overlay_root /run/systemd/overlay-sysroot
    ln -s /dev/block/254:0 /run/systemd/volatile-root
    ;;
  *) echo "unknown kind of host: $kind" >&2; exit 70 ;;
esac

# switch_root by hand: forky has it in a package of its own. --no-mtab: mount's own notes are in the /run that just left.
for folder in dev sys proc run; do mount --no-mtab --move "/$folder" "/sysroot/$folder"; done
cd /sysroot
mount --no-mtab --move . /
# skip-sync: as in deploy.sh; a hotfix makes a deployment.
# shellcheck disable=SC2046 # a word or none
exec env -i OSTREE_SYSROOT_OPTS=skip-sync PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb HOME=/root \
  $(cat run/testbed/container) chroot . sh -eu /run/testbed/init "$kind"
