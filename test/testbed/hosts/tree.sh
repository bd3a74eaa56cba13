#!/bin/sh
# A Debian root file system becomes an ostree tree: tree.sh ROOT TREE DATABASE PREPARE_ROOT
# TREE is made; what of /var belongs to the host's first start goes to TREE.var.
set -eu
root=$1 tree=$2 database=$3 prepare_root=$4

sh "$(dirname "$0")/link-copy.sh" "$root" "$tree"
cd "$tree"
rm -rf boot dev proc sys run tmp home srv opt mnt media
mkdir -p boot dev proc sys run tmp sysroot usr/lib/ostree usr/lib/sysimage
chmod 1777 tmp
# A host in namespaces needs no kernel; ostree wants one.
if ! ls usr/lib/modules/*/vmlinuz >/dev/null 2>&1; then
  mkdir -p usr/lib/modules/6.0.0-testbed
  echo kernel >usr/lib/modules/6.0.0-testbed/vmlinuz
  echo initramfs >usr/lib/modules/6.0.0-testbed/initramfs.img
fi
[ -z "$prepare_root" ] || printf '%b' "$prepare_root" >usr/lib/ostree/prepare-root.conf

mkdir -p var/home var/srv var/opt var/mnt
mv root var/roothome
for folder in home srv opt mnt; do ln -s "var/$folder" "$folder"; done
ln -s var/roothome root
ln -s run/media media
ln -s sysroot/ostree ostree

cat >usr/lib/tmpfiles.d/00-testbed.conf <<'TMPFILES'
d /var/cache/apt/archives/partial 0755 root root -
d /var/lib/apt/lists/partial 0755 root root -
d /var/log/apt 0755 root root -
d /var/roothome 0700 root root -
d /var/tmp 1777 root root -
TMPFILES
if [ "$database" = usr ]; then
  mv var/lib/dpkg usr/lib/sysimage/dpkg
  echo 'L /var/lib/dpkg - - - - ../../usr/lib/sysimage/dpkg' >>usr/lib/tmpfiles.d/00-testbed.conf
fi

mv etc usr/etc
mv var "$tree.var"
mkdir var
