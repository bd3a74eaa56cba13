#!/bin/sh
# Stands in the place of a program of the host. /tmp/faulty/NAME says which call of it goes wrong, or all, and how; the others are the
# real program's.
name=${0##*/} real=/usr/lib/faulty/${0##*/}
[ -d /tmp/faulty ] || exec "$real" "$@"
echo "$*" >>"/tmp/faulty/$name.calls"
call=$(wc -l <"/tmp/faulty/$name.calls")
# Traced with what started it, as mount in unshare(1): a process has one tracer.
[ -z "$FAULTY_TRACED" ] || exec "$real" "$@"
[ -e "/tmp/faulty/$name" ] || exec "$real" "$@"
read -r which how words <"/tmp/faulty/$name"
[ "$which" = all ] || [ "$which" = "$call" ] || exec "$real" "$@"
# shellcheck disable=SC2086 # words on purpose
case $how in
  trace) FAULTY_TRACED=1 exec /usr/bin/strace -ff -y -qqq -s 0 $words -o "/tmp/faulty/trace.$name.$call" "$real" "$@" ;;
  inject) exec /usr/bin/strace -f -qqq $words -o /tmp/faulty/injected "$real" "$@" ;;
  # Without -f: what it starts has faults of its own.
  trace-alone) exec /usr/bin/strace -y -qqq -s 0 $words -o "/tmp/faulty/trace.$name.$call" "$real" "$@" ;;
  inject-alone) exec /usr/bin/strace -qqq $words -o /tmp/faulty/injected "$real" "$@" ;;
  # With it dies whoever waits for it, as when a machine takes both.
  kill)
    /usr/bin/strace -f -qqq $words -o /tmp/faulty/injected "$real" "$@" && exit 0
    code=$?
    ! grep -q 'killed by SIGKILL' /tmp/faulty/injected || kill -s KILL "$PPID"
    exit "$code"
    ;;
esac
: >/tmp/faulty/happened
case $how in
  hang) exec sleep 1000 ;;
  nothing) exit 0 ;;
  silent) exit 1 ;;
  killed) kill -s KILL $$ ;;
  garbage) printf '\033]0;\377{"kind": [\n\000' && printf '\033[2J\377\001{[\n' >&2 && exit 1 ;;
  believed) printf '\033]0;\377{"kind": [\n\000' && exit 0 ;;
  huge) head -c 10000000 /dev/zero | tr '\0' x && head -c 10000000 /dev/zero | tr '\0' x >&2 && exit 1 ;;
esac
echo "$0: no fault $how" >&2
exit 99
