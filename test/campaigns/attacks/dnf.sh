# The environment of who calls dnf. dnf 4 is Python and obeys it before any line of ours: what is started for us must not.
# shellcheck shell=sh disable=SC2154,SC1091
. /run/attacks/payloads.sh
# Marks the program.
echo 'open("/tmp/marks/py." + open("/proc/self/comm").read().strip(), "w")' >/tmp/python/sitecustomize.py

by_dnf4() { env "$@" /usr/bin/dnf-3 --releasever=1 --disableplugin=local -y install rpm-install 2>&1 </dev/null | grep -E '^(error|hint|notice|warning): '; }
by_dnf5() { env "$@" /usr/bin/dnf5 --releasever=1 --disable-plugin=local -y install rpm-install 2>&1 </dev/null | grep -E '^(error|hint|notice|warning): '; }
doors=by_dnf4
[ ! -x /usr/bin/dnf5 ] || doors='by_dnf4 by_dnf5'
for door in $doors; do
  $door NOTHING=1 >"/run/clean.$door"
  holds "$door is open" has '^error: read-only /usr' "/run/clean.$door"
done

python() { wipe; PYTHONPATH=/tmp/python "$@" >/dev/null 2>&1; marked 'py.*'; }
fires 'dnf 4 obeys PYTHONPATH' python /usr/bin/dnf-3 --version
printf 'PYTHONSTARTUP=/tmp/evil.sh\nPYTHONINSPECT=1\nBASH_FUNC_env%%%%=() { /usr/bin/touch /tmp/marks/function; }\n' | cat - /run/attacks/variables >/run/variables
while IFS="$(printf '\t')" read -r variable _; do
  name=${variable%%=*}
  case $name in
    NODE_OPTIONS | NODE_V8* | NODE_COMPILE* | NODE_CHANNEL* | PATH | BASH_ENV | ENV | SHELLOPTS | TMPDIR | OSTREE_* | USR_OVERLAY_* | BASH_FUNC_*) marks='*' ;;
    # What dnf itself loads is its own.
    LD_PRELOAD | LD_AUDIT | LD_LIBRARY_PATH | OPENSSL_CONF | GCONV_PATH) marks='*usr-overlay' ;;
    PYTHON*) marks='[!p]*' ;;
    *) continue ;;
  esac
  for door in $doors; do
    holds "$name, $door" same "$door" "$variable" "$marks"
    [ "$name" != PYTHONPATH ] || holds "$name, $door, in no other program" unmarked 'py.[!d]*'
  done
done </run/variables
