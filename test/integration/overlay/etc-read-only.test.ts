// Packages would stop half-way where /etc is read-only, as a merged systemd-confext makes it: `up` and `run` say so before.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const REFUSED = 'error: /etc is read-only, so packages could not be installed completely';

// systemd 252 of bookworm has no systemd-confext.
it.each(rows([quick('trixie'), 'forky', 'forky-composefs'] as const).map((variant) => [variant]))('%s: a merged confext, and a bind mount', async (variant) => {
  const { stdout } = await onHost({ variant, state: 'locked' }, `
tried() { usr-overlay up 2>&1 | grep -o '^error: /etc is read-only, so packages could not be installed completely'; usr-overlay run touch /run/ran >/run/out 2>&1; echo $?; ls /run/ran 2>/dev/null; grep -c usr-overlay /proc/self/mountinfo; }
mkdir -p /var/lib/confexts/x/etc/extension-release.d; echo ID=_any >/var/lib/confexts/x/etc/extension-release.d/extension-release.x; echo x >/var/lib/confexts/x/etc/from-confext
systemd-confext merge >/run/out 2>&1 || cat /run/out
cat /etc/from-confext; tried; systemd-confext unmerge >/run/out 2>&1 || cat /run/out
mount --bind /etc /etc; mount -o remount,bind,ro /etc; tried; umount /etc
usr-overlay up >/run/out; echo $?; dpkg-query -W apt-image-based >/dev/null && findmnt -n -o FSTYPE --mountpoint /usr | tail -n 1`);
  expect(stdout).toBe(`x\n${REFUSED}\n69\n0\n${REFUSED}\n69\n0\n0\noverlay\n`);
}, 600_000);
