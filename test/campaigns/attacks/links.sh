# Links, FIFOs and folders of others where root writes: as far as anybody but root can have planted them.
# shellcheck shell=sh disable=SC2154,SC2016
user() { setpriv --reuid=1000 --regid=1000 --clear-groups "$@"; }
mkdir -m 755 /etc/empty.d
untouched() { [ -z "$(ls -A "$1")" ] || { ls -lA "$1"; return 1; }; }
refused() { # CODE COMMAND...: and nothing is mounted on /usr
  exits "$@" >/run/now 2>&1 || { cat /run/now; return 1; }
  lacks 'bug in' /run/now && python3 /run/attacks/harmless.py </run/now || return 1
  ! grep -q ' /usr .* overlay ' /proc/self/mountinfo || { echo 'an overlay is on /usr'; usr-overlay down; return 1; }
}

# report DIR
user mkdir /tmp/his /tmp/open
chmod 777 /tmp/open
user ln -s /etc/empty.d /tmp/link
user mkfifo /tmp/pipe
for place in his open link pipe; do holds "report /tmp/$place" refused 64 usr-overlay report /tmp/$place; done
holds 'report wrote nowhere' sh -c 'set -- /tmp/his/* /tmp/open/* /etc/empty.d/*; [ "$*" = "/tmp/his/* /tmp/open/* /etc/empty.d/*" ] || { echo "$@"; exit 1; }'
ln -s /etc/passwd /run/taken.link; mkdir /run/taken; ln -s /etc/passwd /run/taken/mountinfo
cp /etc/passwd /run/passwd
holds 'report over a link to /etc/passwd' refused 64 usr-overlay report /run/taken
holds '/etc/passwd is as it was' cmp /etc/passwd /run/passwd
holds 'report into a new folder' exits 0 usr-overlay report /run/fresh

# --storage DIR and --follow DIR
user mkdir -p /tmp/his/inner /var/tmp/his
mkdir -p /var/lib/his/inner; chown 1000:1000 /var/lib/his
ln -s /tmp/his/inner /var/lib/inside
for place in /tmp /var/tmp /var/tmp/his /tmp/his/inner /var/lib/his /var/lib/his/inner /var/lib/inside; do
  holds "up --storage $place" refused 64 usr-overlay up --backend native --storage $place
done
for place in /tmp/his /tmp/his/inner /var/tmp/his /var/lib/his/inner /var/lib/inside /tmp/link /tmp/pipe; do
  holds "up --follow $place" refused 64 usr-overlay up --follow $place
done
fires 'an overlay on /etc whose upper directory is his' sh -c 'mkdir /run/w /run/u; chown 1000 /run/u
  unshare --mount sh -c "mount -t overlay -o lowerdir=/etc,upperdir=/run/u,workdir=/run/w overlay /etc; setpriv --reuid=1000 --clear-groups touch /etc/his"'

# The folders of ours, as if somebody could: refused, and nothing of the target's is touched.
plant() { rm -rf /run/apt-image-based /var/lib/apt-image-based; rm -rf /etc/empty.d; mkdir /etc/empty.d; }
foreign() { # KIND PATH
  case $1 in
    link) ln -s /etc/empty.d "$2" ;;
    'his folder') mkdir "$2"; chown 1000:1000 "$2" ;;
    'an open folder') mkdir -m 1777 "$2" ;;
    FIFO) mkfifo "$2" ;;
    file) : >"$2" ;;
  esac
}
for kind in link 'his folder' 'an open folder' FIFO file; do
  plant; foreign "$kind" /run/apt-image-based
  holds "/run/apt-image-based: $kind, up" refused 71 usr-overlay
  holds "/run/apt-image-based: $kind, apt's hook" sh -c 'apt-get -y install tiny-install 2>&1 | grep -c "^error: read-only" | grep -qx 1'
  holds "/run/apt-image-based: $kind, the target" untouched /etc/empty.d
  plant; foreign "$kind" /var/lib/apt-image-based
  recorded() {
    exits 0 usr-overlay && exits 0 apt-get -qq -y install tiny-install && exits 0 usr-overlay down || return 1
    written=$(find /var/lib/apt-image-based/ -mindepth 1 -user root 2>/dev/null)
    [ -z "$written" ] || { echo "written: $written"; return 1; }
  }
  holds "/var/lib/apt-image-based: $kind, up and down" recorded
  holds "/var/lib/apt-image-based: $kind, the target" untouched /etc/empty.d
done
plant

# What ostree up to 2025.2 keeps in /var/tmp, in the form that `down` removes.
user mkdir -p /var/tmp/ostree-unlock-ovl.AAAAAA/upper /var/tmp/ostree-unlock-ovl.AAAAAA/work
user touch /var/tmp/ostree-unlock-ovl.AAAAAA/upper/his
mkdir -p /run/precious/upper /run/precious/work; touch /run/precious/upper/file
user ln -s /run/precious /var/tmp/ostree-unlock-ovl.BBBBBB
around() { exits 0 usr-overlay && exits 0 usr-overlay down && exits 0 usr-overlay up --backend native && exits 0 usr-overlay down; }
holds 'layers of his in /var/tmp, up and down' around
holds 'layers of his in /var/tmp stay' test -e /var/tmp/ostree-unlock-ovl.AAAAAA/upper/his
holds 'what a link in /var/tmp leads to stays' test -e /run/precious/upper/file

# Configuration that is not root's, or not a file.
configuration() { rm -rf /etc/apt-image-based/config.toml /etc/apt-image-based/config.d; }
obeys_not() { apt-get -y install tiny-install >/run/now 2>&1; has '^error: read-only /usr' /run/now && python3 /run/attacks/harmless.py </run/now; }
mkdir -p /etc/apt-image-based
echo 'policy = "off"' >/tmp/off.toml; chown 1000:1000 /tmp/off.toml
cp /tmp/off.toml /etc/apt-image-based/config.toml
fires "root's own policy = off" sh -c '! apt-get -y install tiny-install 2>&1 | grep -q "^error: read-only"'
for kind in 'his file' 'an open file' 'link to his file' FIFO 'endless device' folder 'link to a FIFO'; do
  configuration
  file=/etc/apt-image-based/config.toml
  case $kind in
    'his file') cp -p /tmp/off.toml $file ;;
    'an open file') cp /tmp/off.toml $file; chmod 666 $file ;;
    'link to his file') ln -s /tmp/off.toml $file ;;
    FIFO) mkfifo $file ;;
    'endless device') mknod $file c 1 5 ;;
    folder) mkdir $file ;;
    'link to a FIFO') ln -s /tmp/pipe $file ;;
  esac
  holds "config.toml: $kind" obeys_not
  holds "config.toml: $kind, up" refused 78 timeout 60 usr-overlay
done
configuration
