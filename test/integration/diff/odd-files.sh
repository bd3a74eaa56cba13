# Whatever a file system can hold, in folders that the image has and in one that it has not.
# shellcheck shell=sh
mkdir /usr/share/odd && cd /usr/share/odd || exit
: >"$(printf 'a line\nand "another"')"
: >"$(printf 'latin\351')"
: >'grün'
: >'so (stays)'
mknod null c 1 3
mkfifo fifo
cd /usr/bin || exit
rm tiny-present && ln -s nowhere tiny-present
chmod 700 tiny-orphan
cp -p tiny-dist copy && mv copy tiny-dist
mv tiny-reinstall tiny-renamed
: >tiny-gone && rm tiny-gone
# Opaque in the overlay: nothing of the image's folder is seen.
rm -r /usr/share/base-passwd && mkdir /usr/share/base-passwd
cd /usr/share/base-passwd || exit
echo only >only && ln only again
mkdir deep && : >deep/file
cd /
