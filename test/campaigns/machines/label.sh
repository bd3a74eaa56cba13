#!/bin/sh
# What `ostree commit --selinux-policy` has not labelled: a deployment's /etc, the host's /var, and the way to them. In a private mount
# namespace: label.sh SYSROOT. setfiles(8) writes labels without SELinux in the kernel; all tools are the deployment's own.
set -eu
sysroot=$1
set -- "$sysroot"/ostree/deploy/debian/deploy/*.0
root=$1
chattr -i "$root"
mount --bind "$root" "$root"
mount --bind "$sysroot" "$root/sysroot"
mount --bind "$sysroot/ostree/deploy/debian/var" "$root/var"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
cat >"$root/tmp/label" <<'END'
set -eu
setfiles -F /etc/selinux/default/contexts/files/file_contexts /etc /var
label() { xargs -0 -r setfattr -h -n security.selinux -v "system_u:object_r:$1:s0"; }
cd /sysroot
printf '%s\0' . ostree ostree/deploy ostree/deploy/debian ostree/deploy/debian/deploy ostree/deploy/debian/deploy/*.0 | label root_t
find ostree/deploy/debian/deploy -maxdepth 1 -type f -print0 | label root_t
find ostree -maxdepth 1 -name 'boot*' -exec find {} -print0 ';' | label root_t
# A kernel there is the same file as the deployment's.
find boot ! -links +1 -print0 | label boot_t
find boot -type d -print0 | label boot_t
setfattr -h -n security.selinux -v unconfined_u:object_r:user_home_dir_t:s0 ostree/deploy/debian/var/roothome
# The objects are the deployment's files.
find ostree/repo ! -path '*/objects/*/*' -print0 | label usr_t
END
env -i PATH=/usr/sbin:/usr/bin chroot "$root" sh /tmp/label
umount "$root/tmp" "$root/proc" "$root/var" "$root/sysroot" "$root"
chattr +i "$root"
