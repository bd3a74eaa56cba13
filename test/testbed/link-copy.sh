#!/bin/sh
# A copy by hard links of a root file system or an ostree sysroot, instant and small: link-copy.sh FROM TO
# What dpkg, maintainer scripts and ostree write in place (not by rename) is copied for real, so that FROM stays pristine.
set -eu
from=$1 to=$2
cp -al "$from" "$to"
cd "$from"
for path in etc var boot ostree/repo/config ostree/repo/refs ostree/deploy/*/var ostree/deploy/*/deploy/*/etc ostree/deploy/*/deploy/*.origin; do
  [ -e "$path" ] || continue
  rm -rf "${to:?}/$path"
  cp -a "$path" "$to/$path"
done
for deployment in "$to"/ostree/deploy/*/deploy/*.[0-9]; do
  # ostree makes a deployment's root folder immutable; cp does not carry that over.
  [ ! -d "$deployment" ] || chattr +i "$deployment"
done
