# Where sh is bash, as on Fedora, its callers' exported functions take the place of programs and of most builtins.
# shellcheck shell=sh disable=SC2154,SC2016
with_sudo
mount --bind "$(command -v bash)" "$(readlink -f /bin/sh)"
fires 'sh is bash' sh -c '[ -n "$BASH_VERSION" ]'
deb tiny-dpkg
for name in cd timeout env grep cat tr sed read [ test command printf unset export exec eval exit trap set usr_overlay true echo; do
  function="BASH_FUNC_$name%%=() { /usr/bin/touch /tmp/marks/function; }"
  case $name in
    # special builtins come first, and bash imports none of these names
    unset | export | exec | eval | exit | trap | set) ;;
    *) wipe; fires "$name is a function" sh -c 'env "$1" sh -c "$2" 2>/dev/null; [ -e /tmp/marks/function ]' sh "$function" "$name" ;;
  esac
  guarded() {
    wipe
    env "$function" "$@" >/run/now 2>&1
    grep -q '^error: read-only /usr' /run/now || { cat /run/now; return 1; }
    unmarked
  }
  holds "function $name, apt's hook" guarded apt-get -y install tiny-install
  holds "function $name, dpkg's hook" guarded dpkg -i /run/tiny/debs/tiny-dpkg_1.0_all.deb
  hook() { wipe; env "$function" /usr/libexec/apt-image-based/hook timer </dev/null >/run/now 2>&1; [ $? = 1 ] && unmarked; }
  holds "function $name, the timers' hook" hook
  ran() {
    wipe
    answer=$(env "$function" usr-overlay "$@" 2>&1)
    [ "$answer" = 0 ] || echo "$answer" | grep -q '^refuse' || { echo "$answer"; return 1; }
    unmarked
  }
  holds "function $name, usr-overlay" ran check
  holds "function $name, usr-overlay run" ran run /usr/bin/id -u
done
