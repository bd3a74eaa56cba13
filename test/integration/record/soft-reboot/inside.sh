#!/bin/sh
# Runs twice: an overlay with a package, a real soft-reboot of systemd, and then what is said, and the way out. Answers in /out/result.
exec 2>>/out/console
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
cd / || exit
# A host, and no container; the second run's PID 1 has made its mark again.
rm -f /run/systemd/container
: >/run/no-words
mount --bind /run/no-words /proc/1/environ
say() { echo "$*" >>/out/result; }

if [ ! -e /out/deb ]; then
  mkdir -p /out/deb/DEBIAN /out/deb/etc /out/deb/usr/bin /out/deb/usr/lib/systemd/system
  printf 'Package: softly\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n' >/out/deb/DEBIAN/control
  printf '/etc/softly.conf\n' >/out/deb/DEBIAN/conffiles
  printf '#!/bin/sh\nln -s /usr/lib/systemd/system/softly.service /etc/systemd/system/softly-alias.service\n' >/out/deb/DEBIAN/postinst
  chmod 755 /out/deb/DEBIAN/postinst
  echo shipped >/out/deb/etc/softly.conf
  echo '#!/bin/sh' >/out/deb/usr/bin/softly
  printf '[Service]\nExecStart=/bin/true\n' >/out/deb/usr/lib/systemd/system/softly.service
  dpkg-deb --root-owner-group -b /out/deb /tmp/softly.deb
  mount --bind /usr /usr && mount -o remount,bind,ro /usr
  usr-overlay up --backend native
  dpkg -i /tmp/softly.deb
  # Without a hook: the unit at the shutdown sees it.
  rm -rf /etc/dpkg/dpkg.cfg.d/*apt-image-based* /out/deb/DEBIAN/conffiles /out/deb/DEBIAN/postinst /out/deb/etc /out/deb/usr
  mkdir /out/deb/etc
  echo shipped >/out/deb/etc/quietly.conf
  sed -i s/softly/quietly/ /out/deb/DEBIAN/control
  dpkg-deb --root-owner-group -b /out/deb /tmp/quietly.deb
  dpkg -i /tmp/quietly.deb
  say "recorded: $(grep -o '"label":"[a-z]*"' /var/lib/apt-image-based/open/record.json)"
  for _ in $(seq 20); do systemctl is-active --quiet apt-image-based-record.service && break; sleep 1; done
  { systemctl status --no-pager apt-image-based-record.service; systemctl list-jobs --no-pager; systemctl list-units --failed --no-pager; } >/out/unit 2>&1
  say "before: $(dpkg-query -W -f '${Status}' softly)"
  # Else this job's end would be the host's. /out stays mounted: systemd-soft-reboot.service(8).
  mkdir -p /run/systemd/system/job.service.d /run/systemd/system/out.mount.d
  printf '[Service]\nExecStopPost=\n' >/run/systemd/system/job.service.d/stays.conf
  printf '[Unit]\nDefaultDependencies=no\n' >/run/systemd/system/out.mount.d/stays.conf
  printf '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/sh /out/inside.sh\nExecStopPost=/usr/bin/systemctl --force --force exit\n' >/etc/systemd/system/again.service
  mkdir -p /etc/systemd/system/sysinit.target.wants
  ln -s ../again.service /etc/systemd/system/sysinit.target.wants/again.service
  systemctl daemon-reload
  # By its target: `systemctl soft-reboot` asks logind, which is not here.
  systemctl --no-block start soft-reboot.target
  sleep 60
  exec systemctl --force --force exit
fi
mount >/out/mounts
say "soft-rebooted: $(systemctl show --value --property SoftRebootsCount), $(ls /usr/bin/softly), $(dpkg-query -W -f '${Status}' softly 2>&1 | head -n 1)"
{
  usr-overlay status | tr -s ' \n' ' ' | grep -o 'have lost their overlays' | sed 's/^/status: /'
  usr-overlay doctor | tr -s ' \n' ' ' | grep -o 'have lost their overlays' | sed 's/^/doctor: /'
  usr-overlay check | tr -s ' \n' ' ' | grep -o 'does not list what is in this overlay' | sed 's/^/check: /'
  usr-overlay put-back 2>&1 | grep -o '^warning: .* have lost their overlays'
  usr-overlay up 2>&1 | grep -o '^note: .* have lost their overlays'
} >>/out/result
usr-overlay down >/out/down 2>&1
say "down: $?, $(grep -o 'Reboot, or detach the overlay from them: .*' /out/down)"
usr-overlay log | grep -E '^installed' >>/out/result
usr-overlay down --lazy >/out/lazy 2>&1
say "lazy: $?, $(ls /usr/bin/softly /etc/softly.conf /etc/quietly.conf /etc/systemd/system/softly-alias.service 2>/dev/null)."
usr-overlay status | grep -E '^note' >>/out/result
usr-overlay doctor >>/out/result
