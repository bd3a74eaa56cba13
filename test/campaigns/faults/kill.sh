# Runs in the host: one line for each kind of command, and a line FAIL for what is wrong. No output else.
# shellcheck shell=sh
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
own() { /run/kill/node /run/kill/program.cjs "$@" >/run/said 2>&1; }
killed() { # N WORDS: true as long as there is an N-th place to die at
  place=$1 && shift
  code=$(KILL_AT=$place sh -c '"$@" >/dev/null 2>&1' sh /run/kill/node /run/kill/program.cjs "$@" 2>/dev/null; echo $?)
  [ "$code" = 137 ]
}
must() { # TITLE COMMAND...
  title=$1 && shift
  "$@" || { echo "FAIL $title: $*"; [ "$1" != own ] || cat /run/said; }
}
not() { ! "$@"; }
top() { findmnt -n -o FSTYPE,SOURCE --mountpoint /usr | tail -n 1 | tr -s ' '; }
levels() { findmnt -n --mountpoint /usr | wc -l; }
following() { grep -c 'overlay usr-overlay-follow' /proc/self/mountinfo; }
left() {
  find /run/apt-image-based /var/overlay /var/tmp /run/ostree/deployment-state /sysroot/ostree/deploy/debian/backing -mindepth 1 2>/dev/null |
    grep -vE 'root-transient|/lock$|[0-9a-f]{64}\.[0-9]$|/systemd-private'
  ls /var/lib/apt-image-based/storage 2>/dev/null
  grep usr-overlay /proc/self/mountinfo
}
nothing_left() { [ -z "$(left)" ] || { left; false; }; }
as_before() { [ "$(top)" = "$image" ] && [ "$(levels)" = "$base" ] && not test -w /usr; }
database_whole() { [ -z "$(dpkg --audit)" ] && dpkg-query -W >/run/packages-now && diff /run/packages /run/packages-now; }
ostree_agrees() { not sh -c 'ostree admin status | grep -q Unlocked'; }
clean() { for what in nothing_left as_before database_whole ostree_agrees true; do must "$1" "$what"; done; }
full() { must "$1" touch /usr/bin/written; must "$1" [ "$(levels)" = $((base + 1)) ]; must "$1" [ "$(following)" = "$followers" ]; must "$1" database_whole; }
install() { dpkg -i /run/kill/tiny-install.deb >/dev/null 2>&1; }

image=$(top) base=$(levels)
dpkg-query -W >/run/packages
own up; followers=$(following); own down; clean start

mkdir -p /var/overlay
for backend in '' '--backend native' '--backend native --storage /var/overlay'; do
  # shellcheck disable=SC2086 # words or none
  for command in "up $backend" "up --read-only $backend"; do
    n=1
    while killed $n $command; do
      must "$command, $n, up" own up $backend; full "$command, $n, up"; must "$command, $n, up, down" own down; clean "$command, $n, up, down"
      killed $n $command; must "$command, $n, down" own down; clean "$command, $n, down"
      n=$((n + 1))
    done
    echo "$command: $((n - 1)) places"
    own down
  done
  n=1
  # shellcheck disable=SC2086
  while own up $backend && install && killed $n down; do
    must "down, $n, up" own up $backend
    # Either still the whole overlay with its package, or a fresh one.
    if dpkg-query -W tiny-install >/dev/null 2>&1; then must "down, $n, up" test -x /usr/bin/tiny-install; else full "down, $n, up"; fi
    must "down, $n, up, down" own down; clean "down, $n, up, down"
    # shellcheck disable=SC2086
    own up $backend; install; killed $n down; must "down, $n, down" own down; clean "down, $n, down"
    n=$((n + 1))
  done
  echo "down $backend: $((n - 1)) places"
  own down
done

# mount(8) puts several overlays on from one table: death after each of these.
cp /usr/bin/mount /run/whole-mount
cat >/run/half-mount <<'END'
#!/bin/sh
case "$*" in
  *--all*)
    cat >/run/table
    if [ -e /run/half ] && [ "$(cat /run/half)" -lt "$(wc -l </run/table)" ]; then
      head -n "$(cat /run/half)" /run/table | /run/whole-mount --internal-only --all --fstab /dev/stdin
      kill -KILL "$PPID" $$
    fi
    exec /run/whole-mount --internal-only --all --fstab /run/table
    ;;
esac
exec /run/whole-mount "$@"
END
chmod 755 /run/half-mount
mount --bind /run/half-mount /usr/bin/mount
half_mounted() { # N WORDS: true where mount has more than N to put on
  echo "$1" >/run/half && shift
  code=$(sh -c '"$@" >/dev/null 2>&1' sh /run/kill/node /run/kill/program.cjs "$@" 2>/dev/null; echo $?)
  rm /run/half
  [ "$code" = 137 ]
}
for backend in '' '--backend native' '--backend native --storage /var/overlay'; do
  n=0
  # shellcheck disable=SC2086
  while half_mounted $n up $backend; do
    must "up $backend, $n mounted, up" own up $backend; full "up $backend, $n mounted, up"; must "up $backend, $n mounted, up, down" own down; clean "up $backend, $n mounted, up, down"
    half_mounted $n up $backend; must "up $backend, $n mounted, down" own down; clean "up $backend, $n mounted, down"
    n=$((n + 1))
  done
  echo "up $backend, within mount: $n places"
  own down
done
umount /usr/bin/mount
n=1
while killed $n run touch /usr/bin/written; do
  must "run, $n, run" own run touch /usr/bin/written; must "run, $n, run" test -e /usr/bin/written; must "run, $n, run" not test -w /usr
  must "run, $n, run, down" own down; clean "run, $n, run, down"
  killed $n run true; must "run, $n, up" own up; full "run, $n, up"; must "run, $n, up, down" own down; clean "run, $n, up, down"
  n=$((n + 1))
done
echo "run: $((n - 1)) places"
echo end
