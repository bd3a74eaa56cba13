# An ordinary user, callers that are two users at once, and junk for the name of who called sudo.
# shellcheck shell=sh disable=SC2154,SC2016,SC2015
user() { setpriv --reuid=1000 --regid=1000 --clear-groups "$@"; }
touch /run/stamp
answered() { # CODES COMMAND...: as the user: no crash, no wait, nothing written, nothing mounted
  codes=$1
  shift
  code=0
  (cd /tmp && user timeout 60 "$@") >/run/now 2>&1 || code=$?
  case " $codes " in *" $code "*) ;; *) echo "exit $code"; cat /run/now; return 1 ;; esac
  lacks 'bug in' /run/now && lacks '^    at ' /run/now || return 1
  [ "$code" != 77 ] || has '^error: .*root' /run/now || return 1
  written=$(find /run /var /etc /usr -xdev -newer /run/stamp -not -name now -not -path '/run/stamp' \( -uid 1000 -o -path '*apt-image-based*' \) -print)
  [ -z "$written" ] || { echo "written: $written"; return 1; }
}
table() {
  for words in up 'up --read-only' 'up --hotfix' 'up --backend native' down 'down --lazy' 'down --stop' 'run true' 'run -- id' holders 'holders --json' diff \
    'diff --json' 'diff --packages' 'diff --containerfile' 'diff --packages --last' log 'log --json' put-back record 'doctor --fix --yes'; do
    # shellcheck disable=SC2086 # words
    holds "a user, $1: $words" answered 77 usr-overlay $words
  done
  for words in status 'status --json' 'up --dry-run' 'down --dry-run' 'run --dry-run true' --version --help 'help apt-image-based' 'check --json' 'check --explain' doctor 'doctor --json'; do
    # shellcheck disable=SC2086
    holds "a user, $1: $words" answered '0 10 71' usr-overlay $words
  done
  for layer in 'early 1' 'archives 1' 'dpkg 1 install / false' 'dnf4 1 installroot=/' 'dnf5-repos 1' 'dnf5-goal 1' nonsense ''; do
    # shellcheck disable=SC2086
    holds "a user, $1: guard $layer" sh -c 'setpriv --reuid=1000 --regid=1000 --clear-groups timeout 20 "$@" </dev/null >/run/now 2>&1; case $? in 0 | 10 | 70) ;; *) cat /run/now; exit 1 ;; esac' sh "$program" guard $layer
  done
  holds "a user, $1: the hook" answered 0 /usr/libexec/apt-image-based/hook early
  holds "a user, $1: the other hook" answered 0 /usr/libexec/apt-image-based/after apt
}
table 'locked'
usr-overlay >/dev/null
touch /run/stamp
table 'in the overlay'
usr-overlay down >/dev/null
user mkdir /tmp/mine
holds 'a user, report' sh -c 'setpriv --reuid=1000 --regid=1000 --clear-groups usr-overlay report /tmp/mine/host >/run/now && setpriv --reuid=1000 --regid=1000 --clear-groups usr-overlay check --from /tmp/mine/host >>/run/now; [ $? = 10 ] || { cat /run/now; exit 1; }'

# Real and effective user differ: a setuid program that did not become root wholly, or has given only a half up.
cat >/run/two.py <<'END'
import os, sys
kind = sys.argv[1]
if kind == "user":
    os.setgroups([]); os.setresuid(1000, 0, 0)
if kind == "group":
    os.setgroups([]); os.setresgid(1000, 0, 0)
if kind == "effective":
    os.setgroups([]); os.setresuid(0, 1000, 0)
os.execv(sys.argv[2], sys.argv[2:])
END
for kind in user group effective; do
  for words in up down 'run true' check status log "report /run/two-$kind"; do
    two() {
      code=0
      # shellcheck disable=SC2086 # words
      timeout 60 python3 /run/two.py $kind "$program" $words >/run/now 2>&1 || code=$?
      [ $code = 77 ] && has '^error: the real user' /run/now && [ ! -e "/run/two-$kind" ] && ! grep -q ' /usr .* overlay ' /proc/self/mountinfo || { echo "exit $code"; cat /run/now; return 1; }
    }
    holds "two users ($kind): $words" two
  done
done
wrapped() { python3 /run/two.py user /usr/bin/usr-overlay up >/run/now 2>&1; [ $? = 77 ] && ! grep -q ' /usr .* overlay ' /proc/self/mountinfo || { cat /run/now; return 1; }; }
holds 'two users: /usr/bin/usr-overlay' wrapped
loaded() { wipe; LD_PRELOAD=/run/attacks/evil.so OPENSSL_CONF=/nowhere python3 /run/two.py user "$program" check >/run/now 2>&1; unmarked '*usr-overlay'; }
fires 'a library, without two users' sh -c "LD_PRELOAD=/run/attacks/evil.so $program --version; [ -e /tmp/marks/so.usr-overlay ]"
holds 'two users, a library' loaded

# Who called sudo is whatever the variable says.
long=$(head -c 100000 /dev/zero | tr '\0' x)
for by in 'a b' "$(printf 'x\ny')" '"},{' '../../etc' '$(id)' '-' "$long" '=' ; do
  sudo_user() {
    exits 0 env SUDO_USER="$by" usr-overlay >/run/now 2>&1 || { cat /run/now; return 1; }
    for words in 'status --json' 'log --json'; do
      # shellcheck disable=SC2086
      usr-overlay $words >/run/now && python3 /run/attacks/harmless.py json </run/now || return 1
    done
    usr-overlay status >/run/now && python3 /run/attacks/harmless.py </run/now || return 1
    exits 0 env SUDO_USER="$by" usr-overlay down
  }
  holds "SUDO_USER=$(echo "$by" | head -c 20 | tr '\n' ' ')" sudo_user
done
