# Files that anybody may plant: in /tmp, where apt starts its hooks, and in the folder that root stands in.
# shellcheck shell=sh disable=SC2154
mkdir -m 1777 /run/shared
names='package.json .npmrc .yarnrc .noderc .env .yargsrc .yargs-parser .usr-overlay .usr-overlay.json node.config.json tsconfig.json node.cjs index.js guard.cjs command.cjs
main.cjs launcher.cjs locales yargs execa apt.conf config.toml config.d off os-release mountinfo openssl.cnf nodejs.cnf ld.so.preload core sh env timeout package-lock.json node_modules'
commands='check
check --explain
status
--version
--help
up --dry-run
help apt-image-based
holders
doctor
log'

# Once as files whose content does something, once as FIFOs, on which a reader waits for ever.
plant_files() {
  for name in $names; do echo '{"version": "6.6.6", "type": "module", "yargs": {"parse-numbers": false}, "policy": "off"}' >"$1/$name"; done
  rm -r "$1/node_modules" "$1/locales"
  for module in yargs execa fs-extra smol-toml y18n; do
    mkdir -p "$1/node_modules/$module"
    echo 'require("fs").writeFileSync("/tmp/marks/module", "")' >"$1/node_modules/$module/index.js"
  done
  mkdir -p "$1/locales"
  for locale in en en_US C C.UTF-8; do echo '{"Commands:": "6.6.6", "Options:": "6.6.6"}' >"$1/locales/$locale.json"; done
  cp /run/attacks/evil.so "$1/binding.node"
  cp /run/attacks/evil.so "$1/libatomic.so.1"
  chown -R 1000:1000 "$1"/* "$1"/.[a-z]*
}
plant_fifos() { for name in $names binding.node libatomic.so.1; do rm -rf "${1:?}/$name"; mkfifo -m 666 "$1/$name"; chown 1000:1000 "$1/$name"; done; }

answers() { echo "$commands" | while read -r words; do
  echo "== $words"
  # shellcheck disable=SC2086 # words
  timeout 20 usr-overlay $words 2>&1 | grep -vE '^(room|holders):'
done; }
by_apt() { timeout 60 apt-get -y install tiny-install 2>&1 | grep -E '^(error|hint|notice|warning): '; }
by_dpkg() { timeout 60 dpkg -i /run/tiny/debs/tiny-dpkg_1.0_all.deb 2>&1 | grep -E '^(error|hint|notice|warning): '; }
same() { # WHAT: the answer is that of a clean folder
  wipe
  (cd "$2" && $1) >/run/now
  cmp -s "/run/clean.$1" /run/now || { diff "/run/clean.$1" /run/now; return 1; }
  unmarked
}

deb tiny-dpkg
mkdir /run/empty
for what in answers by_apt by_dpkg; do (cd /run/empty && $what) >/run/clean.$what; done
holds 'there are answers' sh -c 'grep -q "^refuse" /run/clean.answers && grep -q "^error: read-only" /run/clean.by_apt && grep -q "^error: read-only" /run/clean.by_dpkg'
for kind in files fifos; do
  for folder in /tmp /run/shared; do
    plant_$kind $folder
    [ $kind = fifos ] || fires "a module in $folder" sh -c "cd $folder && { /run/attacks/bin/node -e 'require(\"yargs\")'; [ -e /tmp/marks/module ]; }"
    [ $kind = files ] || fires "a FIFO in $folder" sh -c "timeout 1 cat $folder/package.json; [ \$? = 124 ]"
    for what in answers by_apt by_dpkg; do holds "planted $kind, $what in $folder" same $what $folder; done
  done
done

# In the overlay the detector asks apt, dpkg and their kin more, in the user's own folder.
usr-overlay >/dev/null
noticed() {
  wipe
  (cd "$1" && timeout 60 apt-get -y install tiny-install) >/run/now 2>&1 || { cat /run/now; return 1; }
  apt-get -qq -y purge tiny-install
  [ "$(grep -c '^notice: ' /run/now)" = 1 ] || { cat /run/now; return 1; }
  unmarked
}
for folder in /tmp /run/shared; do holds "planted fifos, an installation in the overlay from $folder" noticed $folder; done
mkfifo -m 666 /run/shared/evil.deb
# dpkg itself waits for it; the hook has not.
waited() { timeout 60 dpkg -i /run/shared/evil.deb >/run/now 2>&1; has '^notice: ' /run/now; }
holds 'a FIFO for a package' waited
gone() { mkdir /run/gone && cd /run/gone && rmdir /run/gone && exits 0 usr-overlay status; }
holds 'a folder that is gone' gone
