// Packages of Debian itself whose upgrade went with an overlay that the database did not follow: openssl with its link to the host's
// certificates, packages with alternatives, conffiles, triggers, and those that every host has.
import { expect, it } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { LIBRARY } from './doctor-library.ts';
import { openGuardedHost } from '../guarded-host.ts';

const NAMES = ['openssl', 'ca-certificates', 'systemd', 'base-files', 'libpam-modules', 'gawk', 'postgresql-common', 'nginx', 'docker.io'];

const NEWER = `
newer() { # NAME: the same package in a later version, with another file
  mkdir -p /run/debs; cd /run/debs; apt-get -o APT::Sandbox::User=root download "$1" >/run/said 2>&1 || cat /run/said
  dpkg-deb -R "$1"_*.deb "$1"; sed -i 's/^Version: .*/&+overlay1/' "$1/DEBIAN/control"
  file=$(cd "$1"; find usr -type f ! -path 'usr/share/doc/*' | sort | head -1); echo >>"$1/$file"
  sed -i "s|^[0-9a-f]*  $file$|$(md5sum <"$1/$file" | cut -d' ' -f1)  $file|" "$1/DEBIAN/md5sums"
  rm "$1"_*.deb; dpkg-deb --build "$1" >/dev/null; rm -r "$1"; cd /
}`;

it.each(['bookworm', 'trixie', 'forky'] as const)('%s: lists, checksums, scripts and paragraphs are again as dpkg wrote them', async (variant) => {
  const host = await openGuardedHost({ variant, state: 'locked', real: NAMES });
  try {
    const { stdout } = await host.run(`${LIBRARY}${NEWER}
export DEBIAN_FRONTEND=noninteractive; mount -o remount,bind,rw /usr; APT_IMAGE_BASED=off quietly apt-get -y install ${NAMES.join(' ')}; mount -o remount,bind,ro /usr
mkdir -p /etc/ssl/private; echo secret >/etc/ssl/private/host.key; cp -a /var/lib/dpkg /run/image
for name in ${NAMES.join(' ')}; do newer $name; done
usr-overlay up --no-follow >/dev/null; quietly dpkg -i --force-depends --force-confdef /run/debs/*.deb; usr-overlay down >/dev/null 2>&1
# An upgrade changes the order of triggers, which means nothing.
found | grep other-version; usr-overlay doctor --fix --yes >/dev/null 2>&1; echo $?
diff -r /run/image/info /var/lib/dpkg/info; diff /run/image/status /var/lib/dpkg/status; for name in $(ls /run/image/triggers /var/lib/dpkg/triggers | grep -v : | sort -u); do sort /run/image/triggers/$name >/run/a; sort /var/lib/dpkg/triggers/$name | diff /run/a -; done; cmp /run/image/diversions /var/lib/dpkg/diversions
clean; usr-overlay doctor
usr-overlay up >/dev/null; quietly apt-get -y install --reinstall ${NAMES.join(' ')}; clean; usr-overlay down >/dev/null 2>&1; cat /etc/ssl/private/host.key; ls /etc/ssl/certs | wc -l | sed 's/^[0-9][0-9][0-9].*/many/'`, { timeout: 800_000 });
    expect(stdout.replaceAll('\t', ' ').replaceAll(':amd64', '')).toBe(`${[...NAMES].sort().map((name) => `other-version ${name}\n`).join('')}0\n${HEALTHY}\nsecret\nmany\n`);
  } finally {
    await host.remove();
  }
}, 1_200_000);
