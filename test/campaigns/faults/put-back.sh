# Runs in the host: killed wherever /etc or the record is about to be changed, the next command finishes. FAIL is for what is wrong.
# shellcheck shell=sh
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
record=/var/lib/apt-image-based
own() { /run/kill/node /run/kill/program.cjs "$@" >>/run/said 2>&1 || { echo "FAIL $title: $* exits $?"; cat /run/said; }; : >/run/said; }
killed() { # N WORDS: true as long as there is an N-th place to die at
  place=$1 && shift
  code=$(KILL_AT=$place sh -c '"$@" >/dev/null 2>&1' sh /run/kill/node /run/kill/program.cjs "$@" 2>/dev/null; echo $?)
  [ "$code" = 137 ]
}
overlaid() {
  own up
  dpkg -i /run/kill/tiny-conffile.deb >/dev/null 2>&1
  mkdir -p /etc/rc2.d && ln -sf ../../usr/bin/tiny-conffile /etc/rc2.d/S01tiny
  echo edited >>/etc/tiny-edited.conf
  own record
}
clean() {
  find /etc -name '*tiny-conffile*' -o -name S01tiny -o -name '*usr-overlay-new' | sed "s/^/FAIL $title: left /"
  [ ! -e $record/open ] || echo "FAIL $title: the record is open"
  said=$(own_log | sed -n '2,3p' | tr -d '\n ')
  [ "$said" = '"removed":["/etc/tiny-conffile.conf",' ] || echo "FAIL $title: the log says $said"
  [ "$(ended)" = $((records + 1)) ] || echo "FAIL $title: not one record more"
  records=$(ended)
}
ended() { find $record/log -type f | wc -l; }
own_log() { /run/kill/node /run/kill/program.cjs log --json | grep -m 1 -A 3 '"putBack": {'; }

# The jobs before this one may have left an overlay to be settled, and a full log, which grows no more.
own put-back
rm -rf $record/log
records=0 n=1 title=start
while overlaid && killed $n down; do
  title="down, $n, down"; own down; clean
  overlaid; killed $n down; title="down, $n, up"; own up
  # Where the overlay was on still, or the record was about to be closed, it is as it was, or ended.
  [ ! -e /etc/tiny-conffile.conf ] || [ -e /usr/bin/tiny-conffile ] || echo "FAIL $title: not put back"
  own down; [ ! -e /etc/tiny-conffile.conf ] || echo "FAIL $title, down: left"
  records=$(ended); n=$((n + 1))
done
title='down, whole'; clean
echo "down: $((n - 1)) places"

n=1
while overlaid; umount -l /usr; grep '^usr-overlay-follow ' /proc/self/mounts | cut -d ' ' -f 2 | xargs -r umount -l; rm -f /run/ostree/deployment-state/*/unlocked-*; killed $n put-back; do
  title="put-back, $n"; own put-back; clean
  n=$((n + 1))
done
title='put-back, whole'; clean
echo "put-back: $((n - 1)) places"
echo end
