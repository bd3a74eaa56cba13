#!/bin/sh
# What dpkg, maintainer scripts and ostree write in place (not by rename) is replaced in a copy by hard links: real-copy.sh FROM COPY
set -eu
from=$1 copy=$2
cd "$from"
for path in etc var boot ostree/repo/config ostree/repo/refs ostree/deploy/*/var ostree/deploy/*/backing \
  ostree/deploy/*/deploy/*/etc ostree/deploy/*/deploy/*.origin; do
  [ -e "$path" ] || continue
  rm -rf "${copy:?}/$path"
  cp -a "$path" "$copy/$path"
done
for deployment in "$copy"/ostree/deploy/*/deploy/*.[0-9]; do
  [ -d "$deployment" ] || continue
  # Back to the original's times, which the replacing changed; then immutable, as ostree makes it and cp does not.
  touch -r "$from${deployment#"$copy"}" "$deployment"
  chattr +i "$deployment"
done
