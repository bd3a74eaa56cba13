# Sourced by each boot of a block, in the host: the boot's own units, a look, and then what the power cut comes into.
# shellcheck shell=sh
seen=/run/cuts/seen
persistent=/var/lib/apt-image-based/persistent

# `boot` or `job`: into which of the two the power cut comes.
play() { # ROUND WHERE ACT...
  at=$seen/$1
  where=$2
  shift 2
  mkdir "$at"
  mkdir -p /run/systemd/system
  [ "$where" = job ] || true >"$at/begin"
  usr-overlay boot mount >"$at/boot" 2>&1
  echo $? >"$at/boot.code"
  usr-overlay put-back >"$at/put-back" 2>&1
  echo $? >"$at/put-back.code"
  look
  true >"$at/looked"
  usr-overlay boot arrived
  [ "$where" = boot ] || true >"$at/begin"
  for act in "$@"; do "$act"; done >"$at/said" 2>&1
  true >"$at/end"
}

look() {
  ls /usr/bin >/dev/null && /usr/bin/env true
  echo $? >"$at/usable"
  findmnt -n -o TARGET,SOURCE | grep -c 'usr-overlay' >"$at/mounts"
  awk '$5 == "/usr" && /upperdir=.var.lib.apt-image-based.persistent/' /proc/self/mountinfo | wc -l >"$at/on"
  find "$persistent" -maxdepth 1 -name enabled 2>/dev/null | wc -l >"$at/enabled"
  usr-overlay status --json >"$at/status" 2>&1
  echo $? >"$at/status.code"
  dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev}\n' >"$at/packages" 2>"$at/packages.said"
  echo $? >"$at/packages.code"
  dpkg --audit >"$at/audit" 2>&1
  [ "$(cat "$at/on")" = 0 ] || mend
}

# What dpkg's manual tells to do after one that was killed.
mend() {
  {
    dpkg --configure -a
    dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' | sed -n 's/ .H.*//p; s/ .UR.*//p; s/ iU.*//p; s/ iF.*//p' | while read -r name; do apt-get -y --reinstall install "$name"; done
    apt-get -y -f install
  } >"$at/mended" 2>&1 </dev/null
  dpkg --audit >"$at/audit.mended" 2>&1
}

up() { usr-overlay up --persist; }
down() { usr-overlay down --lazy; }
fill() { apt-get -y install tiny-install tiny-app </dev/null; }
more() { apt-get -y install tiny-conffile tiny-upgrade tiny-depends </dev/null; }
less() { apt-get -y purge tiny-app tiny-install </dev/null; }
