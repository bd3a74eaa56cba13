# The environment of a caller: of apt, whose hook root runs, and of `sudo -E usr-overlay`.
# shellcheck shell=sh disable=SC2154,SC1091
with_sudo
. /run/attacks/payloads.sh

# The doors: what they answer, with a caller's environment and without.
by_sudo() { setpriv --reuid=1000 --regid=1000 --clear-groups env "$@" /usr/bin/sudo -E /usr/bin/usr-overlay check --json 2>&1; echo "exit $?"; }
by_sudo_run() { setpriv --reuid=1000 --regid=1000 --clear-groups env "$@" /usr/bin/sudo -E /usr/bin/usr-overlay run /usr/bin/id -u 2>&1; echo "exit $?"; }
by_apt() { env "$@" /usr/bin/apt-get -y install tiny-install 2>&1 | grep -E '^(error|hint|notice|warning): '; }
by_dpkg() { env "$@" /usr/bin/dpkg -i /run/tiny/debs/tiny-dpkg_1.0_all.deb 2>&1 | grep -E '^(error|hint|notice|warning): '; }
deb tiny-dpkg

stopped() { # DOOR VARIABLE: with whatever hint
  "$1" "$2" >/run/now
  has '^error: read-only /usr' /run/now
}

obeyed() { # COMMAND VARIABLE: another answer, or a mark
  wipe
  clean=$(eval "$1" 2>&1; echo "exit $?")
  wipe
  # shellcheck disable=SC2163 # NAME=VALUE
  dirty=$(export "$2"; eval "$1" 2>&1; echo "exit $?")
  [ "$clean" != "$dirty" ] || marked
}

program() { if [ $# -gt 0 ]; then "$program" "$@"; else "$program" check; fi; }
node() { /run/attacks/bin/node "$@"; }

for door in by_sudo by_sudo_run by_apt by_dpkg; do $door NOTHING=1 >/run/clean.$door; done
holds 'the doors are open' sh -c 'grep -q "\"verdict\": \"refuse\"" /run/clean.by_sudo && grep -qx 0 /run/clean.by_sudo_run && grep -q "^error: read-only /usr" /run/clean.by_apt && grep -q "^error: read-only /usr" /run/clean.by_dpkg'

tab=$(printf '\t')
while IFS="$tab" read -r variable control; do
  name=${variable%%=*}
  [ -z "$control" ] || fires "$name" obeyed "$control" "$variable"
  holds "$name, sudo -E usr-overlay check" same by_sudo "$variable" '*'
  case $name in LD_*) marks='*usr-overlay' ;; *) marks='*' ;; esac
  # apt itself reads the file that TZ names, and waits for the FIFO.
  [ "$name" = TZ ] || holds "$name, apt's hook" same by_apt "$variable" "$marks"
  case $name in
    # With another database dpkg itself stops first.
    DPKG_ADMINDIR) ;;
    # Who says to be apt is believed, by dpkg too: refused, and apt's own words are left to it.
    DPKG_FRONTEND_LOCKED) holds "$name, dpkg's hook" stopped by_dpkg "$variable" ;;
    *) holds "$name, dpkg's hook" same by_dpkg "$variable" "$marks" ;;
  esac
  # The command of `run` gets all of it, as by sudo itself.
  holds "$name, sudo -E usr-overlay run" same by_sudo_run "$variable" "$marks"
done </run/attacks/variables

# And after a transaction, and before one that is let through.
usr-overlay >/dev/null
after() {
  wipe
  env "$1" apt-get -y install tiny-install >/run/now 2>&1 || { cat /run/now; return 1; }
  apt-get -qq -y purge tiny-install
  [ "$(grep -c '^notice: ' /run/now)" = 1 ] || { cat /run/now; return 1; }
  unmarked '*usr-overlay' && unmarked js
}
for variable in "NODE_OPTIONS=--require /tmp/evil.js" OPENSSL_CONF=/tmp/openssl.cnf LD_PRELOAD=/tmp/evil.so LD_AUDIT=/tmp/evil.so BASH_ENV=/tmp/evil.sh; do
  holds "${variable%%=*}, a transaction in the overlay" after "$variable"
done
started() { wipe; env "NODE_OPTIONS=--require /tmp/evil.js" /usr/libexec/apt-image-based/usr-overlay check >/run/now 2>&1; has '^refuse' /run/now && unmarked js; }
usr-overlay down >/dev/null
holds 'NODE_OPTIONS, the script that starts the executable' started
