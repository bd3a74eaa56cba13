// A disk that is frozen for a moment, as by a backup or a deployment: ostree cannot remount it then.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

/** In ostree's own words, which a host said while another one froze the disk of both. */
const frozen = (times: number): string => `echo ${String(times)} >/run/left; cp /usr/bin/ostree /run/real-ostree; cat >/run/frozen <<'END'
#!/bin/sh
left=$(cat /run/left)
if [ "$1 $2" != 'admin unlock' ] || [ "$left" = 0 ]; then exec /run/real-ostree "$@"; fi
echo $((left - 1)) >/run/left
echo 'error: Remounting /sysroot read-write: Device or resource busy' >&2
exit 1
END
chmod 755 /run/frozen; mount --bind /run/frozen /usr/bin/ostree
`;

it('`up` waits for it', async () => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'locked' }, `${frozen(2)}usr-overlay up >&2; echo $?; cat /run/left; findmnt -n -o FSTYPE --mountpoint /usr | tail -n 1; usr-overlay down >&2; echo $?`);
  expect({ stdout, stderr }).toEqual({ stdout: '0\n0\noverlay\n0\n', stderr: expect.not.stringContaining('busy') });
}, 300_000);

it('and not for ever', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, `${frozen(9999)}usr-overlay up 2>&1; echo $?; test -w /usr || echo read-only; echo 0 >/run/left; usr-overlay up >/dev/null; echo $?`);
  expect(stdout).toBe('error: ostree: Remounting /sysroot read-write: Device or resource busy\nhint: to mount the overlay without ostree: `usr-overlay up --backend native`\n71\nread-only\n0\n');
}, 300_000);

it('no host of the tests can freeze the disk of the machine', async () => {
  // Thawing what is not frozen: harmless where it would be possible.
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, 'fsfreeze --unfreeze /boot 2>&1');
  expect(stdout).toBe('fsfreeze: /boot: unfreeze failed: Operation not supported\n');
}, 300_000);
