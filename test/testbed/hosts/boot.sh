#!/bin/sh
# Firmware, boot loader and kernel of a namespace boot: boot.sh KIND ROOTFS DISK SHELF
# Runs as process 1 of new mount, pid, uts and ipc namespaces. ROOTFS stands in for the initramfs, DISK is what is mounted on
# /sysroot; SHELF holds files/ (for the guest), binds (lines MACHINE<tab>HOST), an empty folder mnt and maybe usr.image.
set -eu
kind=$1 rootfs=$2 disk=$3 shelf=$4
here=$(dirname "$0")
# Descriptor 3 is the console; the job gets the true standard output and error back.
exec 4>&1 5>&2 >&3 2>&3

mount -t tmpfs tmpfs "$shelf/mnt"
mkdir "$shelf/mnt/upper" "$shelf/mnt/work" "$shelf/mnt/root"
root=$shelf/mnt/root
mount -t overlay -o "lowerdir=$rootfs,upperdir=$shelf/mnt/upper,workdir=$shelf/mnt/work" initramfs "$root"

mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t sysfs -o nosuid,nodev,noexec sysfs "$root/sys"
mount -t tmpfs -o nosuid,nodev,mode=755 tmpfs "$root/run"
# Not the machine's devtmpfs: what a guest does in /dev stays there.
mount -t tmpfs -o nosuid,mode=755 devtmpfs "$root/dev"
for node in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
  # shellcheck disable=SC2086 # three words on purpose
  set -- $node
  mknod -m 666 "$root/dev/$1" c "$2" "$3"
done
mkdir "$root/dev/pts" "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for number in 0 1 2; do
  ln -s "/proc/self/fd/$number" "$root/dev/$(echo stdin stdout stderr | cut -d ' ' -f $((number + 1)))"
done
mount -t devpts -o nosuid,noexec,gid=5,mode=620,ptmxmode=666 devpts "$root/dev/pts"
mount -t tmpfs -o nosuid,nodev tmpfs "$root/dev/shm"

testbed=$root/run/testbed
mkdir -p "$testbed/binds" "$testbed/old-root" "$testbed/usr-image" "$testbed/var"
cp "$here"/guest/* "$shelf"/files/* "$testbed"
mount --bind "$testbed/cmdline" "$root/proc/cmdline"
cat /proc/sys/kernel/random/uuid >"$testbed/boot-id"
mount --bind "$testbed/boot-id" "$root/proc/sys/kernel/random/boot_id"
if [ -e "$shelf/usr.image" ]; then
  # Autoclear: the loop device goes with the last mount, also when this boot is killed.
  mount -o "loop,$(cat "$shelf/usr.options")" "$shelf/usr.image" "$testbed/usr-image"
fi
number=0
while IFS='	' read -r source target; do
  number=$((number + 1))
  if [ -d "$source" ]; then mkdir "$testbed/binds/$number"; else : >"$testbed/binds/$number"; fi
  mount --rbind "$source" "$testbed/binds/$number"
  printf '%s\t%s\n' "/run/testbed/binds/$number" "$target" >>"$testbed/bind-list"
done <"$shelf/binds"

mount --bind "$disk" "$root/sysroot"
hostname testbed
cd "$root"
pivot_root . run/testbed/old-root
umount -l /run/testbed/old-root
exec sh -eu /run/testbed/early.sh "$kind"
