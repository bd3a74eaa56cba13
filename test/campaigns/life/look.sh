# Sourced by a row's jobs, in the host. What is seen goes to files of /run/life, which are the machine's.
# shellcheck shell=sh

# Before the first step: what the later steps are compared with.
begin() {
  mkdir -p /var/overlay
  dpkg-query -W -f '${Package}\n' >/run/life/packages
  find /usr/bin -mindepth 1 -printf "%f\n" | sort >/run/life/programs
}

# STEP COMMAND: runs it, then looks at the host from every side.
step() {
  seen=/run/life/$1
  mkdir "$seen"
  from=$(date +%s%3N)
  eval "$2" >"$seen/said" 2>&1 </dev/null
  echo $? >"$seen/code"
  echo $(($(date +%s%3N) - from)) >"$seen/milliseconds"
  findmnt -J --mountpoint /usr -o TARGET,SOURCE,FSTYPE,VFS-OPTIONS >"$seen/findmnt"
  findmnt -n -l -o TARGET,SOURCE | sed -n 's/  *usr-overlay-follow$//p' >"$seen/ours"
  [ ! -e /run/ostree-booted ] || ostree admin status >"$seen/ostree"
  [ ! -e /usr/bin/bootc ] || bootc status --format=json --format-version=1 >"$seen/bootc"
  # dpkg -V takes names, no patterns.
  { dpkg --audit; dpkg-query -W -f '${Package}\n' | grep -xE 'tiny-.*|apt-image-based' | xargs dpkg -V; } >"$seen/audit" 2>&1
  usr-overlay status --json >"$seen/status"
  if (: >/usr/bin/.probe) 2>/dev/null; then rm /usr/bin/.probe && echo true; else echo false; fi >"$seen/writable"
  dpkg-query -W -f '${Package}\n' | diff /run/life/packages - >"$seen/packages"
  find /usr/bin -mindepth 1 -printf "%f\n" | sort | diff /run/life/programs - >"$seen/programs"
  sed -n 's/.*"upperdir": "\(.*\)".*/\1/p' "$seen/status" | while read -r upper; do ls "$upper/bin" 2>/dev/null; done >"$seen/upper"
  find /run/apt-image-based /var/overlay /var/lib/apt-image-based /run/ostree/deployment-state /var/tmp /sysroot/ostree/deploy/*/backing -mindepth 1 ! -path "/run/apt-image-based/plan.*" 2>/dev/null | sort >"$seen/left"
}

# A process that was started from the overlay.
hold() {
  sleep 600 &
  holder=$!
  until [ "$(cat "/proc/$holder/comm")" = sleep ]; do sleep 0.01; done
}
release() {
  kill "$holder"
  wait "$holder"
  true
}
