#!/bin/sh
# The stage: this machine's root under an overlay whose upper layer is memory, the package installed in it as an image
# builder would, then /usr read-only. Usage: unshare --mount --pid --fork machine-stage.sh DEB STORY
set -e
deb=$1 story=$2
mount -t tmpfs -o mode=755 demo /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work demo /mnt/root
cd /mnt/root
# An overlay shows no file system that is mounted below its lower layer.
for folder in usr var etc opt; do
  if mountpoint -q "/$folder"; then
    mkdir "/mnt/upper-$folder" "/mnt/work-$folder"
    mount -t overlay -o "lowerdir=/$folder,upperdir=/mnt/upper-$folder,workdir=/mnt/work-$folder" demo "$folder"
  fi
done
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p run/demo
cp "$deb" run/demo/apt-image-based.deb
cp "$story" run/demo/story.sh
# The network's names are resolved as outside.
if [ -e /run/systemd/resolve ]; then
  mkdir -p run/systemd/resolve
  cp -r /run/systemd/resolve/. run/systemd/resolve/ 2>/dev/null || :
fi
pivot_root . mnt
umount -l /mnt
# No daemon of the machine is asked to start anything here.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod +x /usr/sbin/policy-rc.d
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
dpkg -i /run/demo/apt-image-based.deb >/run/demo/install.log 2>&1 || { cat /run/demo/install.log >&2; exit 1; }
# A mark that virtual machines made from a container image keep; the stage is to be a host.
rm -f /.dockerenv
mount --bind /usr /usr
mount -o remount,bind,ro /usr
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM-dumb}" \
  DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 http_proxy="${http_proxy-}" https_proxy="${https_proxy-}" sh /run/demo/story.sh
