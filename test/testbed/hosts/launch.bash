# Starts a namespace boot: launch.bash SCRIPT ARGUMENT… Standard output, error and 3 (the console) become true pipes: what Node
# hands down are sockets, on which `echo >/dev/stderr` fails. setpriv: the host dies with the caller, however that ends.
exec 6> >(exec cat) 7> >(exec cat >&2) 8> >(exec cat >&3)
exec >&6 2>&7 3>&8 6>&- 7>&- 8>&-
exec setpriv --pdeathsig KILL perl "${0%/*}/without-freezing.pl" \
  unshare --mount --pid --fork --uts --ipc --kill-child --propagation private sh "$@"
