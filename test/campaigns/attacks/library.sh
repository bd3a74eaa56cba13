# The words of the attacks. A payload leaves a file in /tmp/marks, which anybody may write to.
# shellcheck shell=sh disable=SC2034
# The executable itself, which only the script above it starts.
program=/usr/libexec/apt-image-based/bin/usr-overlay
mkdir -m 1777 /tmp/marks
echo 'eve:x:1000:1000::/tmp:/bin/sh' >>/etc/passwd
echo 'eve:*:19000::::::' >>/etc/shadow

holds() { # NAME COMMAND...: the attack held if the command succeeds, which says why not
  title=$1
  shift
  if why=$("$@" 2>&1); then echo "held $title"; else echo "BROKEN $title: $(echo "$why" | head -c 600 | cat -v | tr '\n' '|')"; fi
}

fires() { # NAME COMMAND...: the payload fires where nothing stops it
  title=$1
  shift
  if why=$("$@" 2>&1); then echo "control $title"; else echo "NO CONTROL $title: $(echo "$why" | head -c 300 | cat -v | tr '\n' '|')"; fi
}

unmarked() { # [PATTERN]: no mark of that name, of any
  for mark in /tmp/marks/${1-*}; do
    [ ! -e "$mark" ] || { echo "mark ${mark##*/}"; return 1; }
  done
}

marked() { ! unmarked "$@" >/dev/null || { echo "no mark"; return 1; }; }

wipe() { rm -rf /tmp/marks/*; }

exits() { # CODE COMMAND...
  expected=$1
  shift
  code=0
  timeout 60 "$@" || code=$?
  [ "$code" -eq "$expected" ] || { echo "exit $code, not $expected"; return 1; }
}

has() { grep -q -e "$1" "$2" || { echo "no $1 in:"; cat "$2"; return 1; }; }

lacks() { ! grep -a -q -e "$1" "$2" || { echo "$1 in:"; cat "$2"; return 1; }; }

with_sudo() { # sudo, in the overlay that only `run` writes to
  usr-overlay run apt-get -qq -y install sudo >/run/sudo.log 2>&1 || cat /run/sudo.log
  echo 'eve ALL=(ALL) NOPASSWD:SETENV: ALL' >/etc/sudoers
}
