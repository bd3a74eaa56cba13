#!/bin/sh
# Runs in a host, from the folder that writeActions() filled and that is mounted there, and leaves what it saw in it.
here=$(cd "$(dirname "$0")" && pwd) || exit 1

# Preparing and restoring are the testbed's own doings: the guard has no say in them.
aside() { [ ! -e "$1" ] || APT_IMAGE_BASED=off timeout 300 sh "$1" >"$1.log" 2>&1 </dev/null || echo "$1: exit $?" >>"$here/trouble"; }
probe() { [ ! -e "$here/probe" ] || sh "$here/probe" >"probe.$1" 2>&1 </dev/null; }

for action in "$here"/[0-9]*; do
  cd "$action" || exit 1
  aside "$action/prepare"
  probe before
  date +%s%3N >from
  (cd / && exec timeout 300 sh "$action/run") >stdout 2>stderr </dev/null
  rc=$?
  date +%s%3N >to
  probe after
  echo $rc >rc
  [ "$rc" != "$(cat expected-rc)" ] || aside "$action/restore"
done
