#!/bin/sh
# verify-units.sh DEB prints what systemd says about the units in a .deb. It always exits with 0, so any output is a failure.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dpkg-deb --extract "$1" "$folder"
# What the units name, and every host has.
[ -d "$folder/usr/bin" ] || mkdir "$folder/usr/bin"
ln -s usr/bin "$folder/bin"
for program in sh test; do cp -L "/usr/bin/$program" "$folder/usr/bin/"; done
cp /usr/lib/systemd/system/*.target "$folder/usr/lib/systemd/system/"
cd "$folder/usr/lib/systemd/system"
said=$(systemd-analyze verify --man=no --root="$folder" ./*.service 2>&1) || said="exit $?: $said"
[ -z "$said" ] || { echo "$said"; exit 1; }
