# The image's own tree at /run/image, below an overlay of its own, without anything of the one on /usr: what an image build writes to.
# shellcheck shell=sh
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

# Executes the lines of a Containerfile, all but COPY.
build() {
  sed -e ':more' -e '/\\$/{N;s/\\\n//;b more' -e '}' -e 's/^RUN //' "$1" >$image/run/lines
  chroot $image env APT_IMAGE_BASED=off PATH="${2-}/usr/sbin:/usr/bin:/sbin:/bin" sh -e /run/lines >/run/built 2>&1 || { echo "exit $?"; cat /run/built; }
}
