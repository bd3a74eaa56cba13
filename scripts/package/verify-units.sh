#!/bin/sh
# What systemd says of the units in a .deb: verify-units.sh DEB. It exits 0 whatever it finds, so any word of its is a failure.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dpkg-deb --extract "$1" "$folder"
cd "$folder/usr/lib/systemd/system"
said=$(systemd-analyze verify --man=no --root="$folder" ./*.service 2>&1) || said="exit $?: $said"
[ -z "$said" ] || { echo "$said"; exit 1; }
