#!/bin/sh
# Makes a used copy of link-copy.sh as new, where a host changed nothing but what link-copy.sh copies for real:
# reset-copy.sh FROM COPY STAMP. Fails when COPY is not worth it. STAMP: a file as old as the copy.
set -eu
from=$1 copy=$2 stamp=$3

# Folders show by their ctime what was added to them or taken away. Not looked at: what is replaced below, what ostree's own
# bookkeeping touches, and the root of a deployment, which `ostree admin unlock` makes mutable (there the mtime tells).
changed=$(cd "$copy" && find . \
  \( -path ./etc -o -path ./var -o -path ./boot -o -path ./ostree/repo/refs -o -path ./ostree/repo/tmp -o -path ./ostree/repo/state \
  -o -path './ostree/deploy/*/var' -o -path './ostree/deploy/*/backing' -o -path './ostree/deploy/*/deploy/*/etc' \) -prune \
  -o -type d ! -path . ! -path ./ostree ! -path ./ostree/repo ! -path ./ostree/deploy ! -path './ostree/deploy/*/deploy/*.[0-9]' \
  -cnewer "$stamp" -print -quit)
if [ -n "$changed" ]; then
  echo "not to be used again: $copy/$changed was changed" >&2
  exit 1
fi
for deployment in "$copy"/ostree/deploy/*/deploy/*.[0-9]; do
  [ -d "$deployment" ] || continue
  [ "$(stat -c %Y "$deployment")" = "$(stat -c %Y "$from${deployment#"$copy"}")" ]
  chattr -i "$deployment"
done
sh "$(dirname "$0")/real-copy.sh" "$from" "$copy"
