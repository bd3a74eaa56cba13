# The functions that the shell texts of the dnf tests share inside a host.
# shellcheck shell=sh
export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Debian's dnf-plugins-core switches on a plugin `local` with which every transaction fails.
dnf4() { /usr/bin/dnf-3 --releasever=1 --disableplugin=local "$@"; }
dnf5() { /usr/bin/dnf5 --releasever=1 --disable-plugin=local "$@"; }

take_off_overlay_of_dnf4() {
  case $(findmnt --noheadings --output OPTIONS /usr | tail -n 1) in
    *upperdir=/var/tmp/ostree-unlock-ovl.* | *upperdir=/proc/self/fd/*)
      umount --lazy /usr
      rm -f /run/ostree/deployment-state/*/unlocked-*
      ;;
  esac
}
