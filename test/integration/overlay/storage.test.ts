// `usr-overlay up --storage`: a native overlay on disk, from its first `up` over a reboot to its last leftover, and what is refused.
import { expect, it } from '@jest/globals';
import { openGuardedHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const LIBRARY = `
up() { usr-overlay up --backend native --storage /var/overlay "$@"; }
store=/var/overlay/apt-image-based-storage
# Without SELinux a label is an extended attribute like any other; a composefs /usr cannot take one, and ostree needs none.
selinux() {
  mount -t tmpfs tmpfs /sys/fs && mkdir /sys/fs/selinux && : >/sys/fs/selinux/enforce
  mount -o remount,bind,rw /usr 2>/dev/null && chcon system_u:object_r:usr_t:s0 /usr && mount -o remount,bind,ro /usr
  chcon system_u:object_r:etc_t:s0 $(usr-overlay up --dry-run --verbose | sed -n 's/^.* overlay on \\(\\/[^u][^,]*\\),.*/\\1/p')
}
left() { ls -A /var/overlay; ls /var/lib/apt-image-based/storage 2>/dev/null; grep -c usr-overlay /proc/self/mountinfo; }
`;

const LIFE = `${LIBRARY}
mkdir -p /var/overlay /var/open /var/weak/below /var/more /var/taken/apt-image-based-storage/mine; chmod 1777 /var/open; chown 33 /var/weak; ln -s /var/overlay /var/link
for place in relative /var/absent /var/open /var/weak/below /usr/local /run /; do usr-overlay up --backend native --storage $place >/dev/null 2>/run/err; echo "$? $(cut -d : -f 2- /run/err)"; done
up --size 1G 2>&1; up --follow /var/overlay 2>&1
usr-overlay up --backend native --storage /var/taken 2>&1; ls /var/taken/apt-image-based-storage; left
echo '== on'; up >/dev/null && up | head -n 1; stat -c '%a %U' $store; ls $store | grep -c etc-
apt-get -y install tiny-install >/run/out 2>&1 || cat /run/out; tiny-install; ls $store/usr/upper/bin
usr-overlay status | grep '^stored in:'; [ "$(usr-overlay status --json | sed -n 's/.*"free": \\([0-9]*\\).*/\\1/p')" -gt 1000000 ] && echo room
up --follow /var/more >/dev/null; ls $store | grep more
echo '== down'; usr-overlay down; left; test -w /usr || echo read-only; dpkg-query -W tiny-install 2>&1 | grep -o 'no packages found'
echo '== labels'; selinux; usr-overlay up >/dev/null; stat -c '%C' /etc/pam.d /run/apt-image-based/storage/etc-pam.d/upper; usr-overlay down >/dev/null; umount /sys/fs; left
echo '== again'; usr-overlay up --backend native --storage /var/link >/dev/null; usr-overlay status | grep -o '/var/overlay/[^ ]*'; usr-overlay run sh -c 'touch /usr/bin/written && echo written'
`;
const LIVED = `64  --storage: relative is neither \`tmpfs\` nor an absolute path
64  --storage: /var/absent is not a folder
64  --storage: /var/open is not safe, because users other than root can replace /var/open; choose a folder that only root can change, as well as those above it
64  --storage: /var/weak/below is not safe, because users other than root can replace /var/weak; choose a folder that only root can change, as well as those above it
64  --storage: /usr/local lies in /usr, where no overlay can be stored
64  --storage: /run lies in /run, where no overlay can be stored
64  --storage: / is the root directory
error: --size limits storage in memory; leave out either it or \`--storage /var/overlay\`
error: --follow: /var/overlay holds /var/overlay/apt-image-based-storage, where overlays are stored
error: /var/taken/apt-image-based-storage was not made by usr-overlay, and was left alone
mine
0
== on
A read/write overlayfs is already mounted on /usr
700 root
4
tiny-install 1.0
tiny-install
stored in:      /var/overlay/apt-image-based-storage/usr/upper (ext4)
room
var-more
== down
The overlay on /usr was removed; all changes made in it were discarded.
0
read-only
no packages found
== labels
system_u:object_r:etc_t:s0
system_u:object_r:etc_t:s0
0
== again
/var/overlay/apt-image-based-storage/usr/upper
written
`;

const REBOOTED = `${LIBRARY}
test -w /usr || echo read-only; ls /usr/bin/written 2>/dev/null; ls $store/usr
usr-overlay down --dry-run --verbose; usr-overlay down; left
echo '== read-only'; up --read-only >/dev/null; usr-overlay run sh -c 'touch /usr/bin/written && echo written'; test -w /usr || echo read-only
echo '== in memory'; umount -l /usr; umount -l /var/lib/dpkg; usr-overlay up --backend native >/dev/null; left; usr-overlay down >/dev/null; left
echo "== somebody else's"; up --no-follow >/dev/null; umount -l /usr; rm $store/usr-overlay.README; usr-overlay down 2>&1; ls $store; usr-overlay down
echo '== a file in its place'; for command in down 'up --backend native'; do
  rm -r /var/overlay; mkdir /var/overlay; up --no-follow >/dev/null; umount -l /usr; rm -r /var/overlay; : >/var/overlay; usr-overlay $command; echo $?; done; usr-overlay down >/dev/null; left
`;
const SINCE = `read-only
upper
work
1. remove /var/overlay/apt-image-based-storage
2. verify that the overlay is off
3. tell systemd to reload its units
No overlay is on /usr; what an earlier one left behind was removed.
0
== read-only
written
read-only
== in memory
8
0
== somebody else's
warning: /var/overlay/apt-image-based-storage was not made by usr-overlay, and was left alone
No overlay is on /usr; what an earlier one left behind was removed.
usr
No overlay is on /usr, so there is nothing to remove.
== a file in its place
No overlay is on /usr; what an earlier one left behind was removed.
0
A read/write overlayfs is now mounted on /usr
All changes there will be discarded on reboot.
0
/var/overlay
0
`;

const HOSTS = [['bookworm', 'locked'], ['trixie', 'locked'], quick(['forky-composefs', 'locked']), ['trixie', 'read-only-bind']] as const;

it.each(rows(HOSTS))('%s, %s: all layers on disk, none after down, and what a reboot left is removed', async (variant, state) => {
  const host = await openGuardedHost({ variant, state });
  try {
    expect((await host.run(LIFE)).stdout).toBe(LIVED);
    expect((await host.run(REBOOTED)).stdout).toBe(SINCE);
  } finally {
    await host.remove();
  }
}, 300_000);
