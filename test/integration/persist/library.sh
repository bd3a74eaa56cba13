# What the jobs of these tests share. Each boot begins as systemd's units begin it: these hosts have no systemd as process 1.
# shellcheck shell=sh
# shellcheck disable=SC2034 # the jobs use it
persistent=/var/lib/apt-image-based/persistent
mkdir -p /run/systemd/system
# What an earlier job wants to be done before systemd would start our unit.
# shellcheck source=/dev/null
[ ! -e /var/first.sh ] || { . /var/first.sh; rm /var/first.sh; }
usr-overlay boot mount 2>/run/boot.err
usr-overlay put-back >/run/put-back.out 2>&1
state() { if test -w /usr; then echo writable; else echo read-only; fi; }
package() { dpkg-query -W -f '${db:Status-Abbrev}\n' "$1" 2>/dev/null || echo absent; }
up() { usr-overlay up --persist 2>/run/up.err; }
seen() { state; tiny-install 2>/dev/null || echo gone; package tiny-install; cat /etc/twice/main.conf 2>/dev/null || echo 'no conffile'; readlink /etc/rc2.d/S01twice || echo 'no link'; }
said() { cut -d : -f 2- /run/boot.err | cut -d ';' -f 1 | sed 's/([0-9a-f]*)/(IMAGE)/'; grep -sc 'is not mounted' /run/motd.d/apt-image-based || [ -e /run/motd.d/apt-image-based ] || echo 0; }
# Another image: the same tree in a commit of its own.
next_image() {
  mount -o remount,rw /sysroot 2>/dev/null
  ref=$(ostree refs | head -n 1)
  ostree commit -b "$ref" --tree=ref="$ref" --timestamp='2026-01-01 00:00:00' >/dev/null 2>&1 || echo 'no commit'
  ostree admin deploy --os="$(ostree admin status | awk '/^\*/ { print $2 }')" "$ref" >/dev/null 2>&1 || echo 'no deployment'
}
# Where /usr is a bind of a folder, what lies below all mounts is another image when a file comes.
bare() { mkdir -p /run/bare; mount --bind / /run/bare; "$@"; umount /run/bare; }
