#!/bin/sh
# The initramfs of a namespace boot: early.sh KIND. Makes /sysroot the root that the kind of host has, and switches to it.
set -eu
kind=$1
testbed=/run/testbed

over_root() { # SOURCE FOLDER: an overlay over the root, its upper layer in a folder of this initramfs
  mkdir -p "$2/upper" "$2/work"
  mount -t overlay -o "lowerdir=/sysroot,upperdir=$2/upper,workdir=$2/work" "$1" /sysroot
}

overlay_root() { # WHERE: the same in a tmpfs that only the overlay still holds
  mkdir -p "$1"
  mount -t tmpfs -o mode=0755 tmpfs "$1"
  over_root "${2-overlay}" "$1"
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
  container-read-only | container-unmarked | container-by-mounts | container-bare)
    mount --bind /sysroot/var "$testbed/var"
    case $kind in
      container-by-mounts) overlay_root /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/7 ;;
      container-bare) overlay_root /layer ;;
      *) overlay_root /var/lib/containers/storage/overlay/layer ;;
    esac
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
  overlay-root-file | overlay-root-disk)
    # As overlayroot does it; where the changes are stored stays in sight.
    mkdir -p /media/root-rw
    if [ "$kind" = overlay-root-disk ]; then mount --move "$testbed/usr-image" /media/root-rw; else mount -t tmpfs tmpfs-root /media/root-rw; fi
    over_root overlayroot /media/root-rw
    mkdir -p /sysroot/media/root-rw
    mount --move /media/root-rw /sysroot/media/root-rw
    ;;
  overlay-root-snapshot)
    # As grub-btrfs' hook does it: two folders of mktemp's, and a name for the source.
    overlay_root "$(mktemp -d -p /)" rootfs
    ;;
  live)
    mkdir -p /run/live/overlay
    mount -t tmpfs tmpfs /run/live/overlay
    over_root overlay /run/live/overlay
    ;;
  live-disk)
    mkdir -p /run/live/persistence/vdb
    mount --move "$testbed/usr-image" /run/live/persistence/vdb
    over_root overlay /run/live/persistence/vdb
    ;;
  live-dracut-disk)
    # A link leads to the disk, and the mount table has the link's name.
    mkdir -p /run/initramfs/overlayfs
    mount --move "$testbed/usr-image" /run/initramfs/overlayfs
    mkdir /run/initramfs/overlayfs/overlayfs /run/initramfs/overlayfs/ovlwork
    ln -s /run/initramfs/overlayfs/overlayfs /run/overlayfs
    ln -s /run/initramfs/overlayfs/ovlwork /run/ovlwork
    mount -t overlay -o lowerdir=/sysroot,upperdir=/run/overlayfs,workdir=/run/ovlwork LiveOS_rootfs /sysroot
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
