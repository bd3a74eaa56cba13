#!/bin/sh
# The story on the stage. Each command is shown as it would be typed, with what it really printed and returned.
set -u
cd /run/demo || exit 1

say() { printf '\n# %s\n' "$*"; }
show() {
  expected=$1
  shift
  printf '$ %s\n' "$*"
  sh -c "$*" </dev/null >output 2>&1
  code=$?
  # dpkg draws its progress over and over on one line; which mirror answered is of no interest.
  sed 's/\r$//; s/.*\r//' output | grep -vE '^(Get:|debconf: )'
  [ "$code" -eq "$expected" ] || { printf 'demo: exit %s, expected %s\n' "$code" "$expected" >&2; exit 1; }
  [ "$code" -eq 0 ] || printf '(exit %s)\n' "$code"
}

# A real package that this machine does not have and its mirror gives; else a tiny one, made on the spot.
find_package() {
  for name in hello sl cowsay figlet; do
    if [ -e "/usr/bin/$name" ] || [ -e "/usr/games/$name" ]; then continue; fi
    timeout 30 apt-get install -qq --download-only "$name" >/dev/null 2>&1 || continue
    apt-get clean
    program=$name package=$name
    return
  done
  mkdir -p tiny/DEBIAN tiny/usr/bin
  printf 'Package: hello-image\nVersion: 1.0\nArchitecture: all\nMaintainer: Demo <demo@localhost>\nDescription: says hello\n' >tiny/DEBIAN/control
  printf '#!/bin/sh\necho hello, image\n' >tiny/usr/bin/hello-image
  chmod +x tiny/usr/bin/hello-image
  dpkg-deb --root-owner-group --build tiny hello-image.deb >/dev/null
  program=hello-image package=./hello-image.deb
}

timeout 60 env APT_IMAGE_BASED=off apt-get update >update.log 2>&1 || :
find_package

say 'an image-based host: /usr is read-only'
show 100 "apt-get install -y $package"
say 'nothing was downloaded and nothing was changed; the hint says what to type'
show 0 'usr-overlay'
show 0 "apt-get install -y $package"
show 0 "command -v $program && dpkg-query -W $program"
show 0 'usr-overlay status'
say 'and back to the image'
show 0 'usr-overlay down'
show 1 "command -v $program || dpkg-query -W $program"
show 10 'usr-overlay check'
say 'the program is gone and the package database agrees'
