# A captured host from a stranger: `check --from FOLDER`, by root and by an ordinary user.
# shellcheck shell=sh disable=SC2154,SC2016
echo 'SECRET:$6$salt:1::::::' >>/etc/shadow
chmod 600 /etc/shadow
good=/run/good
usr-overlay report $good >/dev/null
chmod -R go+rX $good
holds 'the folder is good' exits 10 usr-overlay check --from $good
names='mountinfo mountinfo-pid1 cmdline os-release ostree-booted run-ostree.stat ostree-admin-status ostree-admin-status.json bootc-status.json configuration.json environment'
mkdir -m 1777 /run/strange

judged() { # EXPECTED: no crash, no wait, no secret
  for way in '' --json --explain; do
    # shellcheck disable=SC2086 # a word or none
    exits "$1" usr-overlay check --from "$2" $way >/run/now 2>&1 || { cat /run/now; return 1; }
    lacks SECRET /run/now && lacks 'bug in' /run/now || return 1
    [ "$way" != --json ] || [ "$1" = 64 ] || python3 /run/attacks/harmless.py json </run/now || return 1
  done
}

make() { # KIND FILE
  case $1 in
    'link to /etc/shadow') ln -s /etc/shadow "$2" ;;
    'link to itself') ln -s "$2" "$2" ;;
    'link to the good file') ln -s "$good/${2##*/}" "$2" ;;
    'hard link to /etc/shadow') cp -l /etc/shadow "$2" 2>/dev/null || cp /etc/hostname "$2" ;;
    FIFO) mkfifo "$2" ;;
    socket) python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$2" ;;
    folder) mkdir "$2" ;;
    'endless device') mknod "$2" c 1 5 ;;
    'terminal') mknod "$2" c 5 0 ;;
    '10 GB of nothing') truncate -s 10G "$2" ;;
    '40 MB of lines') python3 -c 'import sys; sys.stdout.write("1 2 3:4 / /usr ro - ext4 /dev/vda rw\n" * 1100000)' >"$2" ;;
    'one line of 20 MB') head -c 20000000 /dev/zero | tr '\0' '[' >"$2" ;;
    'bytes of no text') head -c 200000 /run/attacks/evil.so | cat - /run/attacks/bin/node | head -c 3000000 >"$2" ;;
    'escapes') printf '1 2 3:4 / /usr\\033[31m\\012 rw - \033]0;t\007\233 x\342\200\256 rw,upperdir=/\033[2J\nID="\033[31m"\nPRETTY_NAME="\233\302\233"\ncontainer=\033[31m\n[{"path": "/\\u001b[31m\\u009b\\u202e", "text": "message = 1\\n"}]' >"$2" ;;
    empty) : >"$2" ;;
  esac
}
kinds='link to /etc/shadow
link to itself
link to the good file
hard link to /etc/shadow
FIFO
socket
folder
endless device
terminal
10 GB of nothing
40 MB of lines
one line of 20 MB
bytes of no text
escapes
empty'

fires 'a link to /etc/shadow' sh -c 'ln -s /etc/shadow /run/strange/s; grep -q SECRET /run/strange/s'
fires 'a FIFO' sh -c 'mkfifo /run/strange/f; timeout 1 cat /run/strange/f; [ $? = 124 ]'
echo "$kinds" >/run/kinds
while read -r kind; do
  # The mount table alone: without one it is no captured host, and an odd one is judged.
  folder=/run/strange/alone
  rm -rf $folder; cp -r $good $folder; rm $folder/mountinfo
  make "$kind" $folder/mountinfo
  case $kind in link* | FIFO | socket | folder | *device | terminal) code=64 ;; *) code=10 ;; esac
  holds "mountinfo: $kind" judged $code $folder
  # All the others, beside a good mount table.
  rm -rf $folder; mkdir $folder; cp $good/mountinfo $folder
  for name in $names; do [ "$name" = mountinfo ] || make "$kind" "$folder/$name"; done
  holds "all but mountinfo: $kind" judged 10 $folder
done </run/kinds
rm -rf /run/strange/alone

holds 'a folder that is a file' judged 64 /etc/shadow
holds 'a folder that is a FIFO' judged 64 /run/strange/f
holds 'a folder that is not there' judged 64 /nowhere
holds '/proc/self' exits 10 usr-overlay check --from /proc/self
mkdir -m 700 /run/strange/closed; cp $good/* /run/strange/closed
chmod 600 $good/mountinfo
holds 'a user, a folder that he may not read' exits 64 setpriv --reuid=1000 --regid=1000 --clear-groups usr-overlay check --from /run/strange/closed
holds 'a user, a file that he may not read' exits 64 setpriv --reuid=1000 --regid=1000 --clear-groups usr-overlay check --from $good
