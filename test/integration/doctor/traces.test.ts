// What packages of an overlay that nothing followed leave beside themselves: links to the host's folders, diversions, overrides, holds, marks.
import { expect, it } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { LIBRARY } from './doctor-library.ts';
import { onHost, openGuardedHost } from '../guarded-host.ts';

const PACKAGES = `
build() { # NAME VERSION, of what lies in /run/debs/NAME-VERSION
  cd "/run/debs/$1-$2"; mkdir -p DEBIAN "usr/share/doc/$1"; echo free >"usr/share/doc/$1/copyright"; echo "$2" >"usr/share/doc/$1/version"
  printf 'Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: Testbed <testbed@example.org>\\nDescription: tiny\\n' "$1" "$2" >DEBIAN/control
  find DEBIAN -name '*inst' -exec chmod 755 {} +
  cd /; dpkg-deb --root-owner-group --build "/run/debs/$1-$2" "/var/cache/apt/archives/$1_$2_all.deb" >/dev/null
}
image() { # NAME-VERSION...: part of the image
  mount -o remount,bind,rw /usr; for each; do APT_IMAGE_BASED=off dpkg -i "/var/cache/apt/archives/$(echo "$each" | sed 's/-/_/')_all.deb" >/run/said 2>&1 || cat /run/said; done; mount -o remount,bind,ro /usr
}
overlay() { usr-overlay up --no-follow >/dev/null; for each; do dpkg -i "/var/cache/apt/archives/$(echo "$each" | sed 's/-/_/')_all.deb" >/run/said 2>&1 || cat /run/said; done; }
for v in 1 2; do d=/run/debs/linked-$v; mkdir -p $d/usr/bin $d/usr/lib/linked $d/DEBIAN; echo $v >$d/usr/bin/linked; ln -s /etc/linked-private $d/usr/lib/linked/private; printf 'interest-noawait linked-%s\\n' $v >$d/DEBIAN/triggers; build linked $v; done
for v in 1 2; do d=/run/debs/plain-$v; mkdir -p $d/usr/bin; echo $v >$d/usr/bin/plain; build plain $v; done
d=/run/debs/guard-1; mkdir -p $d/usr/lib/guard $d/DEBIAN; echo x >$d/usr/lib/guard/x; mkdir -p $d/var/guard/empty; echo s | tee $d/var/guard/shipped >$d/var/guard/edited
printf '#!/bin/sh\\nmkdir -p /usr/lib/guard; dpkg-divert --package guard --add --rename --divert /usr/lib/guard/plain.real /usr/bin/plain\\ndpkg-statoverride --list /usr/lib/guard/x >/dev/null || dpkg-statoverride --add root adm 2755 /usr/lib/guard/x\\n' >$d/DEBIAN/preinst; build guard 1
`;

it('trixie: the list is as dpkg writes it, and diversions, overrides, triggers, holds and removals are put right', async () => {
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked' });
  try {
    const { stdout, stderr } = await host.run(`${LIBRARY}${PACKAGES}
image linked-1 plain-1; mkdir -p /etc/linked-private; echo secret >/etc/linked-private/key
echo linked hold | dpkg --set-selections; dpkg-statoverride --add root adm 2755 /usr/bin/plain
mkdir -p /run/image; cp -a /var/lib/dpkg /run/image/; cp /var/lib/dpkg/info/linked.* /run/image/
overlay linked-2 guard-1; echo more >>/var/guard/edited; printf 'Package: guard\\nArchitecture: amd64\\nAuto-Installed: 1\\n\\nPackage: linked\\nArchitecture: amd64\\nAuto-Installed: 1\\n\\n' >/var/lib/apt/extended_states; dpkg --remove plain >/run/said 2>&1 || cat /run/said
echo linked hold | dpkg --set-selections; usr-overlay down >/dev/null; found; usr-overlay doctor --fix --yes >/dev/null; echo $?
for file in /run/image/linked.*; do cmp $file /var/lib/dpkg/info/$(basename $file); done; diff -r /run/image/dpkg/triggers /var/lib/dpkg/triggers
cmp /run/image/dpkg/diversions /var/lib/dpkg/diversions; cmp /run/image/dpkg/statoverride /var/lib/dpkg/statoverride; diff /run/image/dpkg/status /var/lib/dpkg/status
find /var/guard | sort; grep Package /var/lib/apt/extended_states; usr-overlay kept | grep -o '/var/guard/shipped (.*package guard'
clean; usr-overlay doctor
overlay linked-2 plain-2 >/dev/null; linked=$(cat /usr/bin/linked) plain=$(cat /usr/bin/plain); echo $linked $plain; clean; usr-overlay down >/dev/null; cat /etc/linked-private/key`);
    expect(stdout.replaceAll('\t', ' ')).toBe(`diversion guard\nghost guard\nother-version linked\nremoved plain\n0\n/var/guard\n/var/guard/edited\nPackage: linked\n/var/guard/shipped (not copied; the same is in the package guard\n${HEALTHY}\n2 2\nsecret\n`);
    expect(stderr).not.toContain('stays as it is');
    expect(stderr).toContain('note: /var/guard/edited was kept: it is not as guard shipped it');
  } finally {
    await host.remove();
  }
}, 300_000);

it("trixie: a choice that is gone from Fedora's alternatives is taken out, and its links lead to the next best one", async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, `mkdir -p /etc/alternatives-admindir
printf 'auto\\n/usr/bin/mta\\nmta-man\\n/usr/bin/mailq\\n\\n/usr/bin/true\\n10\\n/usr/bin/false\\n/usr/bin/gone\\n@mail@50\\n/usr/bin/gone-q\\n' >/etc/alternatives-admindir/mta
ln -s /usr/bin/gone /etc/alternatives/mta; ln -s /usr/bin/gone-q /etc/alternatives/mta-man; ln -s /usr/bin/nowhere /etc/alternatives/nobody
usr-overlay doctor --json | grep -o '"kind": "[a-z-]*"'; usr-overlay doctor --fix --yes 2>/dev/null; echo $?; cat /etc/alternatives-admindir/mta; readlink /etc/alternatives/mta /etc/alternatives/mta-man /etc/alternatives/nobody; usr-overlay kept | grep -c alternatives`);
  expect(stdout).toBe(`"kind": "alternative"\n"kind": "stray-link"\n${HEALTHY}\n0\nauto\n/usr/bin/mta\nmta-man\n/usr/bin/mailq\n\n/usr/bin/true\n10\n/usr/bin/false\n/usr/bin/true\n/usr/bin/false\n5\n`);
}, 300_000);
