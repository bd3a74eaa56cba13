# What a caller's environment can name, and whether a door answers the same with it.
# shellcheck shell=sh
echo 'require("fs").writeFileSync("/tmp/marks/js", "")' >/tmp/evil.js
mkdir -p /tmp/evil_modules/evil /tmp/libraries /tmp/gconv /tmp/python /tmp/home /tmp/evil-bin
cp /tmp/evil.js /tmp/evil_modules/evil/index.js
cp /run/attacks/evil.so /tmp/evil.so
cp /tmp/evil.so /tmp/libraries/libatomic.so.1
cp /tmp/evil.so /tmp/gconv/EVIL.so
echo 'module EVIL// INTERNAL EVIL 1' >/tmp/gconv/gconv-modules
echo 'touch /tmp/marks/sh' >/tmp/evil.sh
echo 'open("/tmp/marks/py", "w")' >/tmp/python/sitecustomize.py
printf '#!/bin/sh\ntouch /tmp/marks/path\n' >/tmp/evil-bin/mount
chmod 755 /tmp/evil-bin/mount
for name in env sed grep timeout cat tr apt-config apt-get dpkg-query ostree bootc flock nsenter unshare logger umount; do cp /tmp/evil-bin/mount /tmp/evil-bin/$name; done
echo 'none /tmp/evil none defaults' >/tmp/fstab
echo 'APT::Install::Recommends "maybe";' >/tmp/apt.conf
mkfifo -m 666 /tmp/fifo
cat >/tmp/openssl.cnf <<'END'
nodejs_conf = all
openssl_conf = all
[all]
providers = some
[some]
evil = one
[one]
module = /tmp/evil.so
activate = 1
END
chmod -R go+rX /tmp/evil* /tmp/python /tmp/gconv /tmp/libraries

# A program's own obedience is no hole: apt loads LD_PRELOAD, sh runs ENV. Ours must not.
same() { # DOOR VARIABLE MARKS
  wipe
  "$1" "$2" >/run/now
  cmp -s "/run/clean.$1" /run/now || { echo "another answer:"; diff "/run/clean.$1" /run/now; return 1; }
  unmarked "$3"
}
