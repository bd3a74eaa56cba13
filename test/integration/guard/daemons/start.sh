# Read first: a host that the guard takes for one, with the message bus, and polkit without a sandbox, which needs more than a namespace has.
# shellcheck shell=sh
rm /run/systemd/container; true >/run/no-words; mount --bind /run/no-words /proc/1/environ
mkdir -p /run/systemd/system/polkit.service.d
cat >/run/systemd/system/polkit.service.d/testbed.conf <<'END'
[Service]
DevicePolicy=auto
DeviceAllow=
PrivateDevices=no
PrivateNetwork=no
PrivateTmp=no
ProtectControlGroups=no
ProtectHome=no
ProtectKernelModules=no
ProtectKernelLogs=no
ProtectKernelTunables=no
ProtectSystem=no
ProtectClock=no
ProtectHostname=no
RestrictNamespaces=no
END
systemctl daemon-reload
systemctl start systemd-journald dbus.socket polkit
# PackageKit runs dpkg in a pseudo-terminal.
mkdir -p /dev/pts
mount -t devpts -o ptmxmode=666 devpts /dev/pts
ln -s pts/ptmx /dev/ptmx
detector=/usr/libexec/apt-image-based/usr-overlay
cp $detector /run/detector
printf '#!/bin/bash\necho >>/run/started\nexec /run/detector "$@"\n' >/run/logger; chmod 755 /run/logger
# After each change of what is mounted on /usr.
watch_detector() { mount --bind /run/logger $detector; }
lock_usr() { mount --bind /usr /usr; mount -o remount,bind,ro /usr; watch_detector; }
