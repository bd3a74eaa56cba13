# What the image must come to have: asked while the overlay is on.
# shellcheck shell=sh
cat >/run/installed.sh <<'END'
dpkg-query -W -f '${Package} ${Version} ${Architecture} ${Status}\n'
apt-mark showauto
END
sh /run/installed.sh >/run/wanted
usr-overlay diff --containerfile >/run/Containerfile
