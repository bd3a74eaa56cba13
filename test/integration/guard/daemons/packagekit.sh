#!/bin/sh
# PackageKit under a real systemd: what its users see is in /out/result. Its own unit does not start where /run/ostree-booted is.
exec >/out/result 2>&1

# shellcheck source=test/integration/guard/daemons/start.sh
. /out/files/start.sh
echo 'deb [trusted=yes] file:/out/files tiny/' >/etc/apt/sources.list
apt-get -qq update
watch_detector
kit() { if [ -x /usr/bin/pkcon ]; then timeout 60 pkcon --plain --noninteractive "$@"; else timeout 60 pkgcli --yes "$@"; fi; }
try() { # NAME WORDS…
  name=$1; shift; true >/run/started; before=$(dpkg-query --show | sha256sum)
  kit "$@" >/run/said 2>&1; code=$?
  cp /run/said "/out/said.$name"
  [ "$before" = "$(dpkg-query --show | sha256sum)" ] && changed=same || changed=changed
  echo "$name: $( [ $code = 0 ] && echo "done" || echo failed), $changed, detector $( [ -s /run/started ] && echo ran || echo not)$(grep -q 'read-only or does not take this change, see usr-overlay check' /run/said && echo ', told')"
}

try install-ordinary install tiny-install
try remove-ordinary remove tiny-install
lock_usr
try query-locked resolve tiny-spare
try install-locked install tiny-spare
usr-overlay up >/out/up 2>&1; watch_detector
try install-overlay install tiny-spare
try remove-overlay remove tiny-spare
journalctl --identifier=usr-overlay --output=cat | grep -E '^(refused|noticed)' | sort
