# Sourced by a boot's job, in the host: does the steps of one boot of a history, and writes down what is there after each. In
# /run/loss/seen, which is the machine's.
# shellcheck shell=sh
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
seen=/run/loss/seen
ROOTS=/etc
for each in enabled masked; do [ ! -d /var/lib/systemd/deb-systemd-helper-$each ] || ROOTS="$ROOTS /var/lib/systemd/deb-systemd-helper-$each"; done

# NUMBER nothing|etc|whole [KILL-AFTER]: /run/loss/steps/NUMBER is shell text.
step() {
  setsid sh "/run/loss/steps/$1" >"$seen/$1.said" 2>&1 </dev/null &
  if [ $# = 3 ]; then
    sleep "$3"
    kill -KILL "-$!" 2>/dev/null
  fi
  wait $!
  echo $? >"$seen/$1.code"
  [ "$2" = nothing ] || look "$1" "$2"
}

look() {
  at=$seen/$1
  mkdir "$at"
  # shellcheck disable=SC2086 # folders
  find $ROOTS -printf '%y\t%m\t%U\t%G\t%l\t%p\n' >"$at/tree"
  # shellcheck disable=SC2086
  find $ROOTS -type f -exec sha256sum {} + >"$at/digests"
  [ "$2" = etc ] || whole
  echo yes >"$at/done"
}

# The databases, what the programs say of themselves, and what is kept, or waits.
whole() {
  if [ -d /var/lib/dpkg ]; then
    find /var/lib/dpkg/ -type f ! -name 'lock*' ! -name '*-old' ! -name Lock ! -name 'available*' ! -path '*/updates/*' -exec sha256sum {} + >"$at/database"
    dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev}\n' >"$at/packages"
    { dpkg --audit; sed -n 's/^\(keep-[^ ]*\) [^ ]* .i $/\1/p' "$at/packages" | xargs -r dpkg -V | grep -v ' /etc/'; } >"$at/unsound" 2>&1
  fi
  [ ! -e /etc/rpm/macros.testbed ] || rpm -qa --qf '%{NAME} %{VERSION} rpm\n' >>"$at/packages" 2>/dev/null
  sort -o "$at/packages" "$at/packages"
  for program in /usr/bin/keep-*; do case $program in *.dpkg-* | *-view | *'*') ;; *) "$program" ;; esac; done >"$at/programs" 2>&1
  find /var/lib/apt-image-based/kept /var/lib/apt-image-based/waiting /var/lib/apt-image-based/open -type f -exec sha256sum {} + >"$at/kept" 2>/dev/null
  cat /var/lib/apt-image-based/kept/*/index >"$at/index" 2>/dev/null
  cat /var/lib/apt-image-based/log/*.json >"$at/log" 2>/dev/null
  # It never changes.
  [ -e "$seen/image" ] || { [ ! -d /usr/etc ] || find /usr/etc -type f -exec sha256sum {} +; } >"$seen/image"
  grep -cE ' /usr .* - overlay usr-overlay| - [a-z]* usr-overlay-follow ' /proc/self/mountinfo >"$at/mounts"
}
