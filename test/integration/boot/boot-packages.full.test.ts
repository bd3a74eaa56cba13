// Debian's own packages that write to /boot, in an overlay on a host with initramfs-tools and a kernel: each is refused, or /boot is byte for
// byte the same after `down`; by apt, aptitude and python-apt, installed and removed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGuardedHost, type GuardedHost } from '../guarded-host.ts';

const KERNEL = 'linux-image-cloud-amd64';
/** The first ones set off the initramfs generator. */
const REFUSED = ['busybox', 'btrfs-progs', 'plymouth', 'cryptsetup-initramfs', 'mdadm', 'initramfs-tools --reinstall'];
/** The package without a version in its name is empty. */
const PASSED = [`${KERNEL} --reinstall`, 'dkms linux-headers-cloud-amd64', 'strace', 'nano'];

let host: GuardedHost;

beforeAll(async () => {
  const real = [...REFUSED, ...PASSED].flatMap((words) => words.split(' ').filter((word) => !word.startsWith('-')));
  host = await openGuardedHost({ variant: 'trixie', state: 'read-only-bind', extra: ['initramfs-tools', KERNEL, 'aptitude'], real });
}, 1_800_000);
afterAll(() => host.remove());

const LIBRARY = `
export DEBIAN_FRONTEND=noninteractive
tree() { (cd /boot; find . -type d -printf '%p %m %U\\n' | sort; find . ! -type d -printf '%p %y %m %U %s %TY-%Tm-%TdT%TH:%TM %l\\n' | sort; find . -type f -exec sha256sum {} + | sort); }
tree >/run/before
python_apt() { python3 - "$@" <<'X'
import sys, apt
cache = apt.Cache()
for name in sys.argv[2:]: getattr(cache[name], 'mark_' + sys.argv[1])()
try: cache.commit()
except Exception: sys.exit(1)
X
}
kernel=$(dpkg-query -W -f '\${Package}\\n' 'linux-image-[0-9]*' | head -1)
# What it does, whether it was refused for /boot, and whether /boot is the same after \`down\`.
try() { # NAME COMMAND...
  tried=$1; shift; usr-overlay >/dev/null 2>&1; "$@" >/run/out 2>&1 </dev/null; code=$?
  said=$(grep -oE '^error: .* writes? to /boot' /run/out | head -1); case $said:$code in :0) said=done;; :*) said="failed: $(tail -3 /run/out)";; *:0) said='refused, and done';; *) said=refused;; esac
  tree >/run/meanwhile; usr-overlay down --lazy >/run/down 2>&1; tree >/run/after
  cmp -s /run/before /run/after && same=same || same="other: $(diff /run/before /run/after | head -5)"
  cmp -s /run/before /run/meanwhile || same="$same, put back"
  echo "$tried: $said, $same"
}
`;
const lines = (names: readonly string[], verdict: string): string => names.map((name) => `${name}: ${verdict}\n`).join('');

describe('/boot', () => {
  it('apt', async () => {
    const { stdout } = await host.run(`${LIBRARY}${[...REFUSED, ...PASSED].map((words) => `try "${words}" apt-get -y install ${words}\n`).join('')}try removal apt-get -y remove $kernel`, { timeout: 1_500_000 });
    expect(stdout).toBe(`${lines(REFUSED, 'refused, same')}${lines(PASSED, 'done, same')}removal: refused, same\n`);
  }, 1_800_000);

  it('aptitude and python-apt', async () => {
    const names = ['busybox', 'mdadm'];
    const { stdout } = await host.run(`${LIBRARY}for name in ${names.join(' ')}; do try "aptitude $name" aptitude -y install $name; try "python-apt $name" python_apt install $name; done
try "aptitude removal" aptitude -y remove $kernel; try "python-apt removal" python_apt delete $kernel; try "aptitude nano" aptitude -y install nano`, { timeout: 900_000 });
    expect(stdout).toBe(`${lines(names.flatMap((name) => [`aptitude ${name}`, `python-apt ${name}`]), 'refused, same')}aptitude removal: refused, same\npython-apt removal: refused, same\naptitude nano: done, same\n`);
  }, 1_200_000);

  it('let through by the configuration, all of it goes back with the overlay', async () => {
    const names = ['busybox', 'cryptsetup-initramfs', 'mdadm'];
    const { stdout } = await host.run(`${LIBRARY}mkdir -p /etc/apt-image-based; printf '[allow]\\nkernel = true\\n' >/etc/apt-image-based/config.toml
${names.map((name) => `try ${name} apt-get -y install ${name}\n`).join('')}try removal apt-get -y remove $kernel; rm /etc/apt-image-based/config.toml`, { timeout: 1_500_000 });
    expect(stdout).toBe(`${lines(names, 'done, same, put back')}removal: done, same, put back\n`);
  }, 1_800_000);
});
