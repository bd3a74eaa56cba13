#!/bin/sh
# The lines of the image's build that come after the base, run in it as root: the product by its own package, and what a booted
# machine needs beyond a root file system.
set -eu
cd /tmp
apt-get install -y ./*.deb

# As ostree wants a kernel, with an initramfs that knows this image's way to its root.
mkdir -p /usr/lib/ostree
[ ! -s prepare-root.conf ] || cp prepare-root.conf /usr/lib/ostree/prepare-root.conf
set -- /boot/vmlinuz-*
version=${1#/boot/vmlinuz-}
dracut --quiet --force --no-hostonly --no-compress --add ostree --add-drivers 'virtio_blk virtio_pci ext4 erofs overlay loop' \
  "/usr/lib/modules/$version/initramfs.img" "$version"
mv "$1" "/usr/lib/modules/$version/vmlinuz"

cp e2e-job.service e2e-installer.service /usr/lib/systemd/system
mkdir -p /usr/lib/systemd/system/multi-user.target.wants
for unit in e2e-job e2e-installer; do ln -s "../$unit.service" /usr/lib/systemd/system/multi-user.target.wants; done
# Only the steps call a package manager.
rm -f /etc/systemd/system/timers.target.wants/apt-daily*.timer /etc/systemd/system/timers.target.wants/dnf*.timer

echo 'deb [trusted=yes] http://127.0.0.1:8080/ tiny/' >/etc/apt/sources.list
if [ -e /etc/selinux/config ]; then
  sed -i 's/^SELINUX=.*/SELINUX=enforcing/' /etc/selinux/config
  # The policy keeps ostree's generator from making this mount.
  echo '/sysroot/ostree/deploy/debian/var /var none bind 0 0' >>/etc/fstab
  echo 'deb [trusted=yes] http://127.0.0.1:8080/ trixie/' >>/etc/apt/sources.list
  # Steps log in by this key: only a login is unconfined_t.
  ssh-keygen -q -t ed25519 -N '' -f /usr/lib/e2e-key
  mv /usr/lib/e2e-key.pub /etc/ssh/e2e-keys
  echo 'AuthorizedKeysFile /etc/ssh/e2e-keys' >/etc/ssh/sshd_config.d/e2e.conf
fi
cp 50e2e /etc/apt/apt.conf.d
if [ -d /etc/yum.repos.d ]; then
  printf '[rpm]\nname=rpm\nbaseurl=http://127.0.0.1:8080/rpm/\nenabled=1\ngpgcheck=0\n' >/etc/yum.repos.d/e2e.repo
  cp dnf-automatic.service /usr/lib/systemd/system
fi
