# What others wrote and the screen shows: escape sequences, C1 bytes, marks that turn the direction of writing, line ends, no UTF-8.
# shellcheck shell=sh disable=SC2154,SC2016,SC2015,SC2088,SC1003
# As one word without a slash; U+009B and U+202E in UTF-8, then a byte that is none.
evil=$(printf 'e\033[31mX\033]0;t\007\302\233m\342\200\256\177\233z')
lines=$(printf 'e\nhint: `id`\nerror: \342\200\250x')
show() { # FORM CODE COMMAND...: shown harmlessly, on both channels
  form=$1
  code=0
  shift
  expected=$1
  shift
  timeout 60 "$@" >/run/out 2>/run/err || code=$?
  case " $expected " in *" $code "*) ;; *) echo "exit $code"; cat /run/out /run/err; return 1 ;; esac
  lacks 'bug in' /run/err || return 1
  cat /run/out /run/err >/run/both
  if [ "$form" = json ]; then python3 /run/attacks/harmless.py json </run/out && { [ ! -s /run/err ] || python3 /run/attacks/harmless.py </run/err; }; else python3 /run/attacks/harmless.py </run/both; fi
}
names() { show "$@" && grep -q "${want-e}" /run/both || { echo "not shown"; cat /run/both; return 1; }; }
fires 'these texts are obeyed' sh -c '! printf "%s\n" "$1" | python3 /run/attacks/harmless.py' sh "$evil"
printf "%s" "$evil" | head -c 60 >/proc/sys/kernel/hostname

# Words of the command line.
for text in "$evil" "$lines"; do
  case $text in "$lines") kind='line ends' ;; *) kind=escapes ;; esac
  holds "an option, $kind" show text 64 usr-overlay "--$text"
  holds "a command, $kind" show text 64 usr-overlay "$text"
  holds "a page, $kind" show text 64 usr-overlay help "$text"
  holds "--follow, $kind" show text 64 usr-overlay up --follow "/$text"
  holds "--storage, $kind" show text 64 usr-overlay up --backend native --storage "/$text"
  holds "--backend, $kind" show text 64 usr-overlay up --backend "$text"
  holds "--size, $kind" show text 64 usr-overlay up --size "$text"
  holds "check --from, $kind" show text 64 usr-overlay check --from "/$text"
  holds "report, $kind" show text 64 usr-overlay report "/etc/passwd/$text"
  holds "run --dry-run, $kind" show text 0 usr-overlay run --dry-run "$text"
  holds "a command to run, $kind" show text 127 usr-overlay run "/$text"
  usr-overlay down >/dev/null 2>&1
done

# The user's own command, given back to be pasted.
ours() { "$@" 2>&1 | grep -E '^(error|hint|warning|documentation|notice): ' >/run/out; python3 /run/attacks/harmless.py </run/out; }
for text in "$evil" "$lines"; do holds 'a hint of apt' ours apt-get -y -o "A::B=$text" install tiny-install; done
for text in '$(touch /tmp/marks/p)' '`touch /tmp/marks/p`' "';touch /tmp/marks/p;'" 'x"; touch /tmp/marks/p; "' '${IFS}|touch /tmp/marks/p' '\$(touch /tmp/marks/p)' '!!' '-o A=>/tmp/marks/p' '~/*' "\$'\\x60'"; do
  paste() {
    wipe
    apt-get -y -o "A::B=$text" install tiny-install 2>&1 | sed -n 's/^hint: //p' | grep -o '`.*`' | sed 's/^`//; s/`$//' >/run/hints
    # The first stands between the first backtick and the next; one within would end it.
    grep -o '^[^`]*' /run/hints | head -n 1 | sed -n 's/^usr-overlay run apt-get/printf "%s\\\\n"/p' >/run/paste
    for shell in dash bash; do $shell /run/paste >/run/pasted 2>&1; unmarked || return 1; done
    # Where the command is given at all, it is word by word the one that was typed.
    [ ! -s /run/paste ] || grep -qxF "A::B=$text" /run/pasted || { cat /run/paste /run/pasted; return 1; }
  }
  holds "pasted: $text" paste
done
fires 'pasted without quotes' sh -c 'echo "true \$(touch /tmp/marks/p)" >/run/paste; sh /run/paste; [ -e /tmp/marks/p ]'

# Files, links, owners and processes in an overlay.
SUDO_USER=$evil usr-overlay >/run/out 2>&1
holds 'SUDO_USER, status' names text 0 usr-overlay status
holds 'SUDO_USER, status --json' names json 0 usr-overlay status --json
mkdir "/usr/share/$evil" "/etc/$evil"
for name in "$evil" "$lines" 'a"b\' "$(printf '\302\200\302\237')" '# x' '-rf'; do
  for folder in "/usr/share/$evil" "/etc/$evil"; do echo x >"$folder/$name"; done
  ln -s "$name" "/etc/alternatives/x$name"
done
ln -s /nowhere "/etc/alternatives/$evil"
for view in '' --packages --containerfile; do
  # shellcheck disable=SC2086 # a word or none
  holds "file names, diff $view" show text 0 usr-overlay diff $view
  # shellcheck disable=SC2086
  holds "file names, diff --json $view" show json 0 usr-overlay diff --json $view
done
want=033 holds 'file names are shown' names text 0 usr-overlay diff
echo "u$evil:x:1001:1001::/:/bin/sh" >>/etc/passwd
cat >/run/named.py <<'END'
import ctypes, os, sys, time
ctypes.CDLL(None).prctl(15, sys.argv[1].encode("utf-8", "surrogateescape")[:15])
os.chdir("/usr/share/" + sys.argv[1])
os.setresuid(1001, 1001, 1001)
time.sleep(1000)
END
bash -c 'exec -a "$1" python3 /run/named.py "$1"' bash "$evil" &
sleep 1
# As of a container that was given cgroups of its own, and makes more.
printf '0::/system.slice/%s.service\n' "$evil" >/run/cgroup
mount --bind /run/cgroup /proc/$!/cgroup
holds 'process, user and unit names, holders' show text 0 usr-overlay holders
holds 'process, user and unit names are shown' sh -c 'grep -q "ue?\[31mX.*e?\[31mX.*[.]service.*e.\[31mX" /run/out || { cat /run/out; exit 1; }'
holds 'process, user and unit names, holders --json' show json 0 usr-overlay holders --json
holds 'process, user and unit names, down' show text 75 usr-overlay down
kill %1 2>/dev/null || kill $!
# A mount below /usr, which an overlay hides.
printf 'PRETTY_NAME="%s"\nID=debian\nVERSION_ID="%s"\n' "$evil" "$evil" >/run/os-release
mount --bind /run/os-release /usr/lib/os-release
holds 'os-release, status' show text 0 usr-overlay status
holds 'os-release, status --json' show json 0 usr-overlay status --json
umount /usr/lib/os-release
apt-get -qq -y install tiny-install >/dev/null 2>&1
for way in '' --fix; do
  # shellcheck disable=SC2086 # a word or none
  holds "links, doctor $way" show text '0 71 75' usr-overlay doctor $way
done
holds 'links, doctor --json' show json '0 71' usr-overlay doctor --json
usr-overlay down --lazy >/run/out 2>&1
holds 'what down says' python3 /run/attacks/harmless.py </run/out
holds 'log' names text 0 usr-overlay log
holds 'log --json' names json 0 usr-overlay log --json
sed -i 's/"label":"tiny-install[^"]*"/"label":"e\\u001b[31m\\u009b\\u202e\\n"/' /var/lib/apt-image-based/log/*.json
holds 'a record, log' names text 0 usr-overlay log
holds 'a record, log --json' names json 0 usr-overlay log --json
holds 'a record, diff --last' show text 0 usr-overlay diff --packages --last
cp "$(find /var/lib/apt-image-based/log -name '*.json' | head -n 1)" "/var/lib/apt-image-based/log/$evil.json"; echo '{' >"/var/lib/apt-image-based/log/$evil.json"
holds 'the name of a broken record' show text 0 usr-overlay log

# A mount point, and the configuration.
mkdir -p "/var/lib/m$evil" && mount -t tmpfs "$(printf 't\033[31m')" "/var/lib/m$evil"
holds 'a mount, up --follow' show text 64 usr-overlay up --follow /var/lib
umount "/var/lib/m$evil"
mkdir -p /etc/apt-image-based/config.d
printf 'message = "a\\u001b[31m\\u009bb\\nc\\u202e"\ndocumentation = "https://x\\u001b]8;;\\u0007"\n' >/etc/apt-image-based/config.toml
printf 'e\033[31m = 1\n' >"/etc/apt-image-based/config.d/$evil.toml"
printf '"e\\u001b[31m\\u202e" = 1\n[overlay]\nbackend = "\\u009b"\n' >/etc/apt-image-based/config.d/b.toml
for way in '' --explain; do
  # shellcheck disable=SC2086 # a word or none
  holds "the configuration, check $way" show text 10 usr-overlay check $way
done
holds 'the configuration, check --json' show json 10 usr-overlay check --json
holds 'the configuration, up' show text 78 usr-overlay
holds 'the configuration, a refusal' ours apt-get -y install tiny-install
rm -r /etc/apt-image-based/config.*

# Broken packages by odd names, in the database itself.
printf '\nPackage: e\033[31m\302\233\nStatus: install reinstreq half-installed\nArchitecture: all\nVersion: 1\033[2J\nDescription: x\nMaintainer: x\n' >>/var/lib/dpkg/status
holds 'a package, doctor' show text '0 71' usr-overlay doctor
holds 'a package, doctor --json' show json '0 71' usr-overlay doctor --json
holds 'a package, up' show text 0 usr-overlay
holds 'a package, status' show text 0 usr-overlay status
