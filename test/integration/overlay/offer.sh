# Packages by the names of real ones, made inside a host and offered to its apt: `offer NAME VERSION [KIB]`, then `offered`.
# shellcheck shell=sh
offer() {
  root=/run/offer/$1
  mkdir -p "$root/DEBIAN" "$root/usr/share/doc/$1"
  echo "$1 $2" >"$root/usr/share/doc/$1/offered"
  cat >"$root/DEBIAN/control" <<END
Package: $1
Version: $2
Architecture: all
Maintainer: Testbed <testbed@example.org>
Installed-Size: ${3:-4}
Description: by the name of a real package
END
  chmod -R u=rwX,go=rX "$root"
  dpkg-deb --root-owner-group --build "$root" "/run/offer/$1.deb" >/dev/null
  {
    cat "$root/DEBIAN/control"
    echo "Filename: ./$1.deb"
    stat -c 'Size: %s' "/run/offer/$1.deb"
    echo "SHA256: $(sha256sum "/run/offer/$1.deb" | cut -d ' ' -f 1)"
    echo
  } >>/run/offer/Packages
}

offered() {
  echo 'deb [trusted=yes] file:/run/offer ./' >/etc/apt/sources.list.d/offer.list
  APT_IMAGE_BASED=off apt-get -qq update
}
