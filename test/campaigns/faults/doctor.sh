# Runs in the host: how many places there were to die at, and a line FAIL for what is wrong. No output else.
# shellcheck shell=sh
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
doctor() { /run/kill/node /run/kill/program.cjs doctor "$@" >/run/said 2>&1; }
fail() { echo "FAIL $*"; cat /run/said; }
database() { dpkg-query -W -f '${Package} ${Version} ${Status}\n'; cat /var/lib/dpkg/info/*.md5sums /var/lib/dpkg/info/*.list; }

dpkg -i /run/kill/tiny-upgrade_1.1_all.deb >/dev/null 2>&1
cp -a /var/lib/dpkg /run/harmed; cp -a /etc/alternatives /run/alternatives; cp /etc/tiny-conffile.conf /run/conffile
database >/run/before
doctor --fix --yes || fail repair
database >/run/after
! cmp -s /run/before /run/after || fail 'nothing was repaired'

place=1
while
  rm -rf /var/lib/dpkg /etc/alternatives /var/lib/apt-image-based
  cp -a /run/harmed /var/lib/dpkg; cp -a /run/alternatives /etc/alternatives; cp /run/conffile /etc/tiny-conffile.conf
  KILL_AT=$place sh -c '/run/kill/node /run/kill/program.cjs doctor --fix --yes >/run/said 2>&1' 2>/dev/null
  [ $? = 137 ]
do
  database >/run/now
  cmp -s /run/before /run/now || cmp -s /run/after /run/now || { fail "$place: the database is neither as before nor repaired"; diff /run/after /run/now; }
  dpkg-query -W tiny-present >/dev/null || fail "$place: no database"
  doctor --fix --yes || fail "$place: the next repair"
  database | cmp -s /run/after - || fail "$place: not repaired"
  [ -z "$(dpkg --audit; dpkg -V)" ] || { fail "$place: not sound"; dpkg -V; }
  { [ ! -e /var/lib/apt-image-based/doctor/draft ] && [ ! -e /var/lib/dpkg/.usr-overlay-draft ]; } || fail "$place: something is left"
  [ ! -L /etc/alternatives/tiny ] || fail "$place: the alternative"
  place=$((place + 1))
done
doctor || fail end
echo "$((place - 1)) places"
