#!/bin/sh
# dnf's daemon under a real systemd, and programs on its library: what their users see is in /out/result.
exec >/out/result 2>&1

# shellcheck source=test/integration/guard/daemons/start.sh
. /out/files/start.sh
mkdir -p /etc/yum.repos.d
printf '[rpm]\nname=rpm\nbaseurl=file:///out/files/rpm\nenabled=1\ngpgcheck=0\n' >/etc/yum.repos.d/rpm.repo
dpkg -i /out/files/image.deb >/dev/null
# Debian switches on a plugin with which every transaction fails.
sed -i 's/^enabled = host-only/enabled = no/' /etc/dnf/libdnf5-plugins/local.conf
watch_detector
cat >/run/library.py <<'END'
import sys, libdnf5
base = libdnf5.base.Base()
base.load_config()
if len(sys.argv) > 3:
    base.get_config().installroot = sys.argv[3]
base.setup()
sack = base.get_repo_sack()
sack.create_repos_from_system_configuration()
sack.load_repos()
if sys.argv[1] == 'query':
    print([each.get_nevra() for each in libdnf5.rpm.PackageQuery(base)][:1])
    sys.exit(0)
goal = libdnf5.base.Goal(base)
goal.add_install(sys.argv[2])
transaction = goal.resolve()
transaction.download()
sys.exit(0 if transaction.run() == 0 else 3)
END
try() { # NAME COMMAND…
  name=$1; shift; true >/run/started; before=$(rpm -qa | sort | sha256sum)
  timeout 60 "$@" </dev/null >/run/said 2>&1; code=$?
  cp /run/said "/out/said.$name"
  [ "$before" = "$(rpm -qa | sort | sha256sum)" ] && changed=same || changed=changed
  echo "$name: $( [ $code = 0 ] && echo "done" || echo failed), $changed, $(grep -c 'read-only /usr detected' /run/said) refused, $(grep -c 'notice: /usr is on a temporary overlay' /run/said) noticed, detector $( [ -s /run/started ] && echo ran || echo not)"
}
table() { # WHERE
  try "daemon-query-$1" dnf5daemon-client repoquery rpm-install
  try "daemon-assumeno-$1" dnf5daemon-client --assumeno install rpm-install
  try "daemon-install-$1" dnf5daemon-client -y install rpm-install
  try "library-query-$1" python3 /run/library.py query
  try "library-install-$1" python3 /run/library.py install rpm-second
  try "daemon-remove-$1" dnf5daemon-client -y remove rpm-remove
}
table ordinary
rpm --erase --nodeps rpm-install rpm-second
dpkg-deb --fsys-tarfile /out/files/image.deb | tar -C / -x --keep-directory-symlink
lock_usr
table locked
usr-overlay up >/out/up 2>&1; watch_detector
table overlay
journalctl --identifier=usr-overlay --output=cat | grep '^refused' | sort
