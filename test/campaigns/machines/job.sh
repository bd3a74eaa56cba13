#!/bin/sh
# Runs the steps of one boot, as typed by root at a login shell, and hands back what each said: tar files on the disks in and out.
# steps/NN/typed is there; steps/NN/{seen,code,ms} are made.
cd /run/e2e || exit 1
export HOME=/root TERM=dumb LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

python3 -u -m http.server --bind 127.0.0.1 --directory repository 8080 >/dev/null 2>http.log &
server=$!
tries=0
until python3 -c 'import socket; socket.create_connection(("127.0.0.1", 8080))' 2>/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || break
  sleep 1
done

# Login prompts wait for the jobs of a boot, this one too, five seconds at most (Type=idle), and then start from what /usr is by then.
tries=0
until pgrep -x agetty >/dev/null; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || break
  sleep 1
done

# A login has a context of its own with SELinux, and so has what a unit starts. One for all steps, older than any overlay that they put
# on: a client that comes from an overlay would hold it.
if [ -n "$(find steps -name login)" ]; then
  mkfifo asked answered
  ssh -i /usr/lib/e2e-key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@127.0.0.1 "exec sh /run/e2e/login.sh" </dev/null >login.log 2>&1 &
fi

mkdir -p out/boot/loader
for step in steps/*; do
  echo "e2e: ${step##*/} $(head -n 1 "$step/typed")" >/dev/console
  begin=$(date +%s%3N)
  if [ -e "$step/login" ]; then
    echo "$step" >asked
    read -r code <answered
  else
    # In a process of this shell, which is older than any overlay: one from the overlay would hold it.
    (
      cd /root || exit
      eval "$(cat "/run/e2e/$step/typed")"
    ) </dev/null >"$step/seen" 2>&1
    code=$?
  fi
  echo "$code" >"$step/code"
  echo $(($(date +%s%3N) - begin)) >"$step/ms"
done

kill "$server"
cp -r steps out
cp -r /sysroot/boot/loader/entries out/boot/loader
journalctl --boot --no-pager >out/journal
tar -cf /dev/vdc -C out .
sync
echo 'e2e: end' >/dev/console
