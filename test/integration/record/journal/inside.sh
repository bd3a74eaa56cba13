#!/bin/sh
# What is logged under a real systemd, and that nothing waits where nobody takes it: what is to be seen goes to /out/result.
exec >/out/result 2>&1
SECRET=hunter2
export SUDO_USER=alice

install() { apt-get install -y -o "Acquire::http::Proxy=http://user:$SECRET@localhost:9" /var/tmp/tiny.deb; }
took() { # COMMAND...: its exit code; until nobody holds its output any more, as who reads from a pipe waits
  begin=$(date +%s%N)
  : "$("$@" 2>&1; echo $? >/run/code)"
  code=$(cat /run/code)
  took=$((($(date +%s%N) - begin) / 1000000))
  # Only a logger that hangs can hold somebody up; without one it would be the machine's load that is judged.
  if [ -e /tmp/hangs ]; then [ "$took" -lt 2900 ] || code="$code, too slow: $took ms"; else logged; fi
  echo "$*: $code"
}
logged() { while pgrep -f '^/usr/bin/timeout --signal=KILL' >/dev/null; do sleep 0.05; done; }
login() { # with what Debian's login and sshd have in /etc/pam.d
  printf 'session optional pam_motd.so motd=/run/motd.dynamic\nsession optional pam_motd.so noupdate\n' >/etc/pam.d/su-l
  printf '%s required pam_permit.so\n' auth account session >>/etc/pam.d/su-l
  echo echo logged in | su --login --shell /bin/sh daemon | sed -n 's/since .* UTC/since NOW/; /^.usr has\|logged in/p'
}

mkdir -p /var/tmp/tiny/DEBIAN
printf 'Package: tiny\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: a package\n' >/var/tmp/tiny/DEBIAN/control
dpkg-deb -b /var/tmp/tiny /var/tmp/tiny.deb >/dev/null
# It was told so, to boot in namespaces; the program is to take it for a host.
rm /run/systemd/container; : >/run/no-words; mount --bind /run/no-words /proc/1/environ
systemctl start systemd-journald
mount --bind /usr /usr
mount -o remount,bind,ro /usr

took install
took dpkg -i /var/tmp/tiny.deb
took usr-overlay up
login
stat -c '%a %U' /run/motd.d /run/motd.d/apt-image-based
took install
usr-overlay status | grep packages
took dpkg --remove tiny
took usr-overlay down
login
took usr-overlay run true
login
took usr-overlay down
journalctl --sync
journalctl -t usr-overlay -o json --no-pager >/out/entries
echo "occurs in the journal: $(journalctl -o export | grep -c "$SECRET")"

# A logger that hangs.
printf '#!/bin/sh\nexec sleep 60\n' >/tmp/hangs
chmod +x /tmp/hangs
mount --bind /tmp/hangs /usr/bin/logger
took dpkg -i /var/tmp/tiny.deb
# Nothing waits for it, not even for its start.
sleep 1
echo "hanging: $(pgrep --full --count '^sleep 60')"
sleep 3
echo "hanging: $(pgrep --full --count '^sleep 60')"
# None that can be run.
mount --bind /dev/null /usr/bin/logger
took dpkg -i /var/tmp/tiny.deb
umount /usr/bin/logger /usr/bin/logger

# Syslog alone, which here is journald's second socket.
rm /run/systemd/journal/socket
took dpkg -i /var/tmp/tiny.deb
logged
journalctl --sync
journalctl -t usr-overlay -o cat --no-pager | tail -n 1
systemctl stop 'systemd-journald*.socket' systemd-journald.service
rm -f /dev/log
took dpkg -i /var/tmp/tiny.deb
