# Sourced by a block's job, in the host: runs the rounds and writes down what is seen, in /run/concurrency, which is the machine's.
# shellcheck shell=sh
all=/run/concurrency/seen
LIMIT=240

# Before the first round: the image, and the image under an overlay, which the rounds are compared with.
begin() {
  standing=" $(for process in /proc/[0-9]*; do printf '%s ' "${process#/proc/}"; done)"
  round begin
  look image
  recover up up
  look overlaid
  recover down down
  look again
}

round() {
  seen=$all/$1
  mkdir "$seen"
}

# NUMBER START COMMAND [KILL-AFTER alone|whole]: in the background. A process group of its own, so that it can be killed whole.
actor() {
  (
    sleep "$2"
    # shellcheck disable=SC2086 # the words of a command
    setsid $3 >"$seen/$1.said" 2>&1 </dev/null &
    if [ $# = 5 ]; then
      sleep "$4"
      if [ "$5" = whole ]; then kill -KILL "-$!"; else kill -KILL "$!"; fi
    fi
    wait $!
    echo $? >"$seen/$1.code"
  ) 2>/dev/null &
}

# Waits for everything that was started, also for what a killed one left running.
settle() {
  end=$(($(date +%s) + LIMIT))
  while running && [ "$(date +%s)" -lt $end ]; do sleep 0.05; done
  running || return 0
  for pid in $found; do echo "$pid $(tr '\0' ' ' <"/proc/$pid/cmdline")"; done >"$seen/stuck"
  # shellcheck disable=SC2086 # one word each
  kill -KILL $found
}

# Whether there are processes that were not there at the begin; they are in $found then.
running() {
  found=
  for process in /proc/[0-9]*; do
    case $standing in *" ${process#/proc/} "*) ;; *) found="$found ${process#/proc/}" ;; esac
  done
  [ -n "$found" ]
}

# NAME COMMAND: `up` or `down` alone on the host.
recover() {
  usr-overlay "$2" >"$seen/$1.said" 2>&1 </dev/null
  echo $? >"$seen/$1.code"
}

# What dpkg's manual tells to do after a dpkg that was killed, where the overlay with its database is still on.
mend() {
  broken=$(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' | grep -v ' [ipur][inc] $'; ls /var/lib/dpkg/updates)
  [ -n "$broken" ] && [ -n "$(findmnt -n --mountpoint /usr -t overlay)" ] || return 0
  {
    echo "$broken"
    usr-overlay run dpkg --configure -a
    # Half installed ones have to be installed again.
    dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' | sed -n 's/ .H.*//p; s/ .UR.*//p' | while read -r name; do usr-overlay run dpkg -i "/run/concurrency/pool/${name}_1.0_all.deb"; done
  } >"$seen/mended" 2>&1 </dev/null
}

look() {
  at=$seen/$1
  mkdir "$at"
  ls /usr/bin >/dev/null && /usr/bin/env true
  echo $? >"$at/usable"
  findmnt -J -l -o TARGET,SOURCE,FSTYPE,VFS-OPTIONS >"$at/findmnt"
  ostree admin status >"$at/ostree"
  if (: >/usr/bin/.probe) 2>/dev/null; then rm /usr/bin/.probe && echo true; else echo false; fi >"$at/writable"
  usr-overlay status --json >"$at/status" 2>"$at/status.said"
  dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev}\n' >"$at/packages"
  { dpkg --audit; sed -n 's/^\(tiny-[^ ]*\) [^ ]* .i $/\1/p' "$at/packages" | xargs dpkg -V; apt-get check -qq -o Debug::NoLocking=1; } >"$at/unsound" 2>&1
  for program in /usr/bin/tiny-*; do case $program in *.dpkg-*) ;; *) "$program" ;; esac; done >"$at/programs" 2>&1
  find /run/apt-image-based /var/overlay /var/lib/apt-image-based /run/ostree/deployment-state /var/tmp /sysroot/ostree/deploy/*/backing -mindepth 1 -maxdepth 2 2>/dev/null | sort >"$at/left"
  find /etc -type f -exec md5sum {} + -o -type l -printf '%l  %p\n' | sort -k 2 >"$at/etc"
  : >"$at/whole"
}
