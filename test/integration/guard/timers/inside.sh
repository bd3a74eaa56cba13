#!/bin/sh
# What apt's timer does in each state of /usr: one line each in /out/result.
exec >/out/result 2>&1

try() {
  rm -f /tmp/ran
  systemctl start apt-daily-upgrade.service
  echo "$1: exit $?, $(cat /tmp/ran 2>/dev/null || echo skipped), $(systemctl is-failed apt-daily-upgrade.service)"
}

try writable
mount --bind /usr /usr
mount -o remount,bind,ro /usr
try locked
echo 'DPkg::Pre-Invoke { "mount -o remount,rw /usr"; };' >/etc/apt/apt.conf.d/50remount
try own-remount
touch /run/ostree-booted
try own-remount-ostree
rm /run/ostree-booted /etc/apt/apt.conf.d/50remount
mount --bind /dev/null /usr/bin/apt-config
try junk
umount /usr/bin/apt-config
mkdir /run/overlay
mount -t tmpfs tmpfs /run/overlay
mkdir /run/overlay/upper /run/overlay/work
mount -t overlay -o lowerdir=/usr,upperdir=/run/overlay/upper,workdir=/run/overlay/work overlay /usr
try overlay
# As after a removal that systemd has not heard of.
rm -r /usr/libexec/apt-image-based
try removed
