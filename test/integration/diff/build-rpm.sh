# The same for dnf: Debian's needs options that no Containerfile has, so a program of that name adds them. The local file comes along.
# shellcheck shell=sh disable=SC2154
mount --bind /etc/yum.repos.d "$image/etc/yum.repos.d"
mkdir "$image/run/bin" "$image/run/dnf"
printf '#!/bin/sh\nexec /usr/bin/dnf-3 --releasever=1 --disableplugin=local "$@"\n' >"$image/run/bin/dnf"
chmod 755 "$image/run/bin/dnf"
cp /run/dnf/rpm-file-*.rpm "$image/tmp"
sed -i 's/^# RUN/RUN/' /run/Containerfile
build /run/Containerfile /run/bin:
chroot "$image" rpm -qa | sort | diff /run/wanted - && echo same
