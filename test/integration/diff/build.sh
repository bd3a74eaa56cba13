# Executes the lines for a Containerfile as an image build does it: in the image's own tree, below an overlay of its own, without
# anything of the one on /usr. Prints what differs then from the packages in that one.
# shellcheck shell=sh
cat >/run/installed.sh <<'END'
dpkg-query -W -f '${Package} ${Version} ${Architecture} ${Status}\n'
apt-mark showauto
END
sh /run/installed.sh >/run/wanted
usr-overlay diff --containerfile >/run/Containerfile
usr-overlay down >/dev/null || exit
image=/run/image
mkdir /run/layers $image
mount -t tmpfs -o mode=755 tmpfs /run/layers
put() {
  mkdir -p "/run/layers/$3/upper" "/run/layers/$3/work"
  mount -t overlay -o "lowerdir=$1,upperdir=/run/layers/$3/upper,workdir=/run/layers/$3/work" overlay "$image$2"
}
put / '' root
put /usr /usr usr
put /usr/etc /etc etc
put /var /var var
mount -t tmpfs tmpfs $image/run
mount -t tmpfs -o mode=1777 tmpfs $image/tmp
mount -t proc proc $image/proc
mount --bind /dev $image/dev
mount --bind /etc/apt/sources.list.d $image/etc/apt/sources.list.d
# What apt remembers of an overlay stays in /var.
cp /run/extended_states $image/var/lib/apt/extended_states
cp /run/installed.sh $image/run
sed -e ':more' -e '/\\$/{N;s/\\\n//;b more' -e '}' -e 's/^RUN //' /run/Containerfile >$image/run/lines
chroot $image env APT_IMAGE_BASED=off sh -e /run/lines >/run/built 2>&1 || cat /run/built
chroot $image sh /run/installed.sh | diff /run/wanted - && echo same
