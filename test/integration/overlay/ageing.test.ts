// systemd-tmpfiles and the upper directory of ostree up to 2025.2, which lies in /var/tmp: with our line a running /usr stays whole,
// without it systemd-tmpfiles takes its files. Its 30 days are cut to a second, because a file's ctime cannot be set back.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

const AGED = `
usr-overlay >/dev/null
apt-get -y install tiny-install >/dev/null 2>&1
mkdir -p /etc/tmpfiles.d; echo 'q /var/tmp 1777 root root 1s' >/etc/tmpfiles.d/0-first-line-counts.conf
ls -d /var/tmp/ostree-unlock-ovl.*/upper | grep -c upper
sleep 3
systemd-tmpfiles --clean >/dev/null 2>&1
tiny-install 2>/dev/null || echo gone
touch /usr/bin/later 2>/dev/null && echo writable || echo broken
`;

it.each(['bookworm', 'trixie'] as const)('%s: a running overlay is not aged away', async (variant) => {
  expect((await onHost({ variant, state: 'locked' }, AGED)).stdout).toBe('1\ntiny-install 1.0\nwritable\n');
}, 300_000);

it('trixie without our line: a running /usr breaks', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'locked' }, `mkdir -p /etc/tmpfiles.d; ln -s /dev/null /etc/tmpfiles.d/apt-image-based.conf\n${AGED}`);
  expect(stdout).toMatch(/^1\n[^]*broken\n$/);
}, 300_000);
