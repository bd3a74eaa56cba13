#!/bin/sh
# Services that the overlay brought, and `run`, under a real systemd: what is to be seen goes to /out/result.
exec >/out/result 2>&1

daemon() { # NAME: a service that only the overlay has
  cp /usr/bin/sleep "/usr/bin/$1"
  printf '[Service]\nType=exec\nExecStart=/usr/bin/%s infinity\n' "$1" >"/usr/lib/systemd/system/$1.service"
}
in_host() { [ "$(readlink "/proc/$(systemctl show --property=MainPID --value "$1")/ns/mnt")" = "$(readlink /proc/1/ns/mnt)" ] && echo "$1 runs in the host"; }

# It was told so, to boot in namespaces; the program is to take it for a host.
rm /run/systemd/container; : >/run/no-words; mount --bind /run/no-words /proc/1/environ
# The first message would start it, from the overlay.
systemctl start systemd-journald
mount --bind /usr /usr
mount -o remount,bind,ro /usr
usr-overlay up >/dev/null && daemon own-daemon && systemctl daemon-reload && systemctl start own-daemon
usr-overlay holders | grep -o 'root  own-daemon.service  exe,map  /usr/bin/own-daemon infinity'
usr-overlay down >/out/down 2>&1
echo "down: $?, $(systemctl is-active own-daemon)"
grep -o 'own-daemon.service  exe,map  /usr/bin/own-daemon infinity' /out/down
usr-overlay down --stop --dry-run --verbose | head -n 2
usr-overlay down --stop >/out/down 2>&1
echo "down --stop: $?, $(systemctl is-active own-daemon), $(systemctl show --property=LoadState --value own-daemon)"
cat /out/down
test -w /usr || echo read-only

# What a maintainer script does by systemctl.
cat >/out/install <<'END'
cp /usr/bin/sleep /usr/bin/run-daemon
printf '[Service]\nType=exec\nExecStart=/usr/bin/run-daemon infinity\n' >/usr/lib/systemd/system/run-daemon.service
systemctl daemon-reload
systemctl start run-daemon
END
usr-overlay run sh /out/install
in_host run-daemon
touch /usr/bin/not 2>/dev/null || echo read-only
usr-overlay down --stop >/dev/null
echo "down --stop: $?"

# As a reboot does it: the overlay is gone, with what followed it, and nobody was asked.
systemctl show --property=Wants --value sysinit.target | grep -o apt-image-based-put-back.service
mkdir -p /out/left/DEBIAN /out/left/etc
printf 'Package: left\nVersion: 1\nArchitecture: all\nMaintainer: Testbed <testbed@example.org>\nDescription: left\n' >/out/left/DEBIAN/control
echo /etc/left.conf >/out/left/DEBIAN/conffiles
echo left >/out/left/etc/left.conf
dpkg-deb --root-owner-group --build /out/left /out/left.deb >/dev/null
usr-overlay up >/dev/null && dpkg -i /out/left.deb >/dev/null 2>&1 && ls /etc/left.conf
umount -l /usr
grep '^usr-overlay-follow ' /proc/self/mounts | cut -d ' ' -f 2 | xargs umount -l
for _ in 1 2; do
  systemctl start apt-image-based-put-back
  echo "put-back: $?, $(systemctl show --property=ConditionResult --value apt-image-based-put-back)"
done
ls /etc/left.conf 2>/dev/null || echo gone
journalctl --unit=apt-image-based-put-back --output=cat 2>/dev/null | grep -o 'removed /etc/left.conf'
