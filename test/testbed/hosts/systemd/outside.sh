#!/bin/sh
# Boots a suite's own systemd as process 1 of a throwaway host and runs INSIDE in it: outside.sh ROOTFS DEB HERE INSIDE STATE
# STATE is a folder that is /var/lib/apt-image-based in the host, which then boots whole, or empty. HERE is a folder of the test; its folder `out` is /out in the host.
set -eu
rootfs=$1 deb=$2 here=$3 inside=$4 state=$5
tests=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/cgroup" "$here/memory" "$here/out"

# A control group of its own, entered before the namespaces are made: systemd wants a root that it may write to.
mount -t cgroup2 cgroup2 "$here/cgroup"
group=$here/cgroup/${here##*/}
mkdir "$group"
# shellcheck disable=SC2016 # the inner shell's own variables
sh -c 'echo $$ >"$0/cgroup.procs"; exec "$@"' "$group" \
  unshare --cgroup --mount --pid --fork --uts --ipc --net --kill-child --propagation private \
  sh "$tests/host.sh" "$rootfs" "$deb" "$here" "$inside" "$state" || code=$?
find "$group" -depth -type d -exec rmdir {} +
umount "$here/cgroup"
exit "${code-0}"
