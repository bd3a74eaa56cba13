// Folders that follow an overlay on /usr, in places that are not plain.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

const OURS = 'grep -c usr-overlay /proc/self/mountinfo';

it('where /var is a bind mount of a shared one, each overlay arrives in both and goes from both', async () => {
  const job = `mkdir /run/data; mount -t tmpfs data /run/data; cp -a /var /run/data/var; mount --bind /run/data/var /var
usr-overlay up >/dev/null; echo $?; findmnt -n -o SOURCE --mountpoint /run/data/var/lib/dpkg; usr-overlay down >/dev/null; echo $?; ${OURS}`;
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'locked' }, job);
  expect({ stdout, stderr }).toEqual({ stdout: '0\nusr-overlay-follow\n0\n0\n', stderr: '' });
}, 300_000);

it.each(['--follow /srv --follow /srv/a', '--follow /srv/a --follow /srv', '--follow /var/lib/dpkg/info'])('%s: a folder in another that follows', async (words) => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, `mkdir -p /srv/a; usr-overlay up ${words} >/dev/null; echo $?; usr-overlay diff >/dev/null; echo $?; usr-overlay down >/dev/null; echo $?; ${OURS}`);
  expect(stdout).toBe('0\n0\n0\n0\n');
}, 300_000);

it('the folder in which overlays are remembered does not follow', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, 'usr-overlay up --follow /var/lib 2>&1; echo $?');
  expect(stdout).toBe('error: --follow: /var/lib holds /var/lib/apt-image-based, where overlays are stored\n64\n');
}, 300_000);

it('`down` waits for the logger of an `up` just before', async () => {
  const job = `mkdir -p /run/systemd/journal; : >/run/systemd/journal/socket
usr-overlay run sh -c 'printf "#!/bin/sh\\nexec sleep 2\\n" >/usr/bin/logger' 2>/dev/null; usr-overlay up >/dev/null; usr-overlay run true 2>/dev/null
usr-overlay down --dry-run 2>&1 | grep -o 'use the overlay'; usr-overlay down >/dev/null; echo $?`;
  const { stdout, stderr } = await onHost({ variant: 'trixie', state: 'locked' }, job);
  expect({ stdout, stderr }).toEqual({ stdout: 'use the overlay\n0\n', stderr: '' });
}, 300_000);
