# What the jobs of put-back.test.ts share.
# shellcheck shell=sh

# A package with an administrator's configuration, an init script, and a unit that its own script enables, as nginx has them.
make_deb() { # NAME VERSION
  root=/run/debs/$1_$2
  mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib/systemd/system" "$root/etc/$1" "$root/etc/init.d"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Testbed <testbed@example.org>\nDescription: tiny\n' "$1" "$2" >"$root/DEBIAN/control"
  printf '/etc/%s/main.conf\n/etc/%s/other.conf\n/etc/init.d/%s\n' "$1" "$1" "$1" >"$root/DEBIAN/conffiles"
  printf '# %s %s\n' "$1" "$2" | tee "$root/etc/$1/main.conf" "$root/etc/$1/other.conf" >/dev/null
  printf '#!/bin/sh\n# %s\n' "$2" | tee "$root/etc/init.d/$1" >"$root/usr/bin/$1"
  printf '[Service]\nExecStart=/usr/bin/%s\n' "$1" >"$root/usr/lib/systemd/system/$1.service"
  cat >"$root/DEBIAN/postinst" <<END
#!/bin/sh
set -e
mkdir -p /etc/systemd/system/multi-user.target.wants /etc/rc2.d
ln -sf /lib/systemd/system/$1.service /etc/systemd/system/multi-user.target.wants/$1.service
ln -sf ../init.d/$1 /etc/rc2.d/S01$1
grep -q '^_$1:' /etc/passwd || echo '_$1:x:999:999::/nonexistent:/usr/sbin/nologin' >>/etc/passwd
END
  chmod 755 "$root/DEBIAN/postinst" "$root/etc/init.d/$1" "$root/usr/bin/$1"
  dpkg-deb --root-owner-group --build "$root" "/run/debs/$1_$2.deb" >/dev/null
}

install() { apt-get -y install "$@" </dev/null >/run/install 2>&1 || { echo "apt: $?"; cat /run/install; }; }
# All that is in /etc because of a package.
left() { find /etc -path "*$1*" | sort; }
# What follows an overlay has times of its own, and some files are the machine's.
find_etc() { find /etc \( -path /etc/alternatives -o -path /etc/pam.d -o -path /etc/apt/apt.conf.d -o -path /etc/dpkg/dpkg.cfg.d -o -name 'passwd*' -o -name ld.so.cache -o -name machine-id \) -prune -o -printf '%p %y %m %s %l\n' | grep -v '^/etc\( \|/apt/sources\)' | sort; }
helpers() { find /var/lib/systemd/deb-systemd* -type f | sort; }
# ostree's own word, without what the test itself makes.
changed_in_etc() { ostree admin config-diff | grep -v -e machine-id -e 'apt/' -e '\.pwd\.lock'; }
