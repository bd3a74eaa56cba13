# Executes the lines for a Containerfile in the image, and prints what differs then from the packages in the overlay.
# shellcheck shell=sh disable=SC2154
mount --bind /etc/apt/sources.list.d "$image/etc/apt/sources.list.d"
# What apt remembers of an overlay stays in /var.
cp /run/extended_states "$image/var/lib/apt/extended_states"
cp /run/installed.sh "$image/run"
build /run/Containerfile
chroot "$image" sh /run/installed.sh | diff /run/wanted - && echo same
