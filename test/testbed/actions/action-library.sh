# The functions that the shell texts of actions.ts share inside a host. What they leave lies in /run/tiny, because /run is
# writable in every state.
# shellcheck shell=sh
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
tiny=/run/tiny
root=/run/tiny/root
mkdir -p $tiny/debs

as_user() { setpriv --reuid=1000 --regid=1000 --clear-groups "$@"; }

# The .deb of a package of the repository, at $tiny/debs.
deb() { [ -e "$tiny/debs/$1_1.0_all.deb" ] || (cd $tiny/debs && apt-get -qq download "$1=1.0"); }

purge() { apt-get -qq -y purge "$@"; }

# A log in which each of the packages was installed in a transaction of its own, numbered from 0.
history_log() {
  mkdir -p /var/log/apt
  second=0
  for name in "$@"; do
    second=$((second + 1))
    date="2023-11-14  22:13:0$second"
    printf '\nStart-Date: %s\nCommandline: apt-get install %s\nInstall: %s:amd64 (1.0)\nEnd-Date: %s\n' "$date" "$name" "$name" "$date"
  done >/var/log/apt/history.log
}

unattended_conf() {
  cat >$tiny/unattended.conf <<'END'
Unattended-Upgrade::Origins-Pattern { "origin=testbed-tiny"; };
Unattended-Upgrade::Package-Whitelist { "tiny-unattended"; };
Unattended-Upgrade::Package-Whitelist-Strict "true";
Unattended-Upgrade::Remove-Unused-Kernel-Packages "false";
Unattended-Upgrade::Remove-New-Unused-Dependencies "false";
END
}

# An own root for dpkg, with a database that knows no package. It is a copy of what dpkg runs, not a mount of the host's
# /usr: nothing of the guard is in it, and it is writable in every state and above any stack of overlays.
target() {
  [ -d $root ] || copy_dpkg
  rm -rf "${root:?}/var" $root/usr/bin/tiny-*
  mkdir -p $root/var/lib/dpkg/info $root/var/lib/dpkg/updates $root/var/log $root/var/cache/apt/archives/partial $root/var/lib/apt/lists/partial
  : >$root/var/lib/dpkg/status
  cp /var/lib/apt/lists/*_* $root/var/lib/apt/lists/
  cp -r /etc/apt/sources.list* $root/etc/apt/
}

copy_dpkg() {
  mkdir -p $root/usr/bin $root/usr/sbin $root/usr/lib $root/usr/lib64 $root/etc/apt/apt.conf.d $root/etc/apt/preferences.d $root/tmp $root/dev
  for name in bin sbin lib lib64; do ln -s usr/$name $root/$name; done
  for name in dpkg dpkg-deb dpkg-query dpkg-split tar rm sh diff ldconfig start-stop-daemon; do
    file=$(command -v $name) && echo "$file" && ldd "$file" | grep -o '/[^ ]*'
  done | sort -u | xargs cp -L --parents -t $root
  : >$root/dev/null
  # With RootDir apt looks for its methods and dpkg's tables below the root, and asks dpkg by its outer name inside the chroot.
  mkdir -p $root/usr/share
  ln -s /usr/share/dpkg $root/usr/share/dpkg
  ln -s /usr/lib/apt $root/usr/lib/apt
  mkdir -p $root$tiny
  ln -s / $root$root
}

# Whether the package arrived in the other root and not in the host.
only_in_target() { [ -x "$root/usr/bin/$1" ] && [ ! -e "/usr/bin/$1" ]; }
