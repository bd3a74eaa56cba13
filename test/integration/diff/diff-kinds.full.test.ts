// `usr-overlay diff` on each kind of overlay, also where the package database does not follow it and where there is none.
import { describe, expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

/** `up` on what is there, then one package and two files; the answers of each kind of overlay. */
describe('on each kind of overlay', () => {
  const FEW = `sleep 0.05; apt-get -qq -y install tiny-install >/dev/null 2>&1; chmod 600 /usr/share/base-passwd/group.master; rm /usr/bin/tiny-remove
usr-overlay diff 2>&1; usr-overlay diff --packages 2>&1; echo $?; setpriv --reuid=1000 --regid=1000 --clear-groups usr-overlay diff 2>/dev/null; echo $?`;
  const files = 'A   32B /usr/bin/tiny-install\nD   31B /usr/bin/tiny-remove\nC  434B /usr/share/base-passwd/group.master (metadata)\n';
  const sums = '1 added (32B), 1 changed (434B), 1 removed (31B)\nKept: nothing\n';
  const follows = 'Installed:\n  tiny-install 1.0\n\n1 installed\n0\n77\n';
  const apart = 'error: /var/lib/dpkg does not follow the overlay: it does not tell which packages were there before\n69\n77\n';
  it.each([
    ['locked', 'trixie', 'usr-overlay up --backend native', `${files}\nDiscarded with the overlay: ${sums}${follows}`],
    ['locked', 'forky-composefs', 'usr-overlay up --backend native', `${files}\nDiscarded with the overlay: ${sums}${follows}`],
    ['unlock', 'forky-composefs', ':', `${files}\nDiscarded with the overlay: ${sums}${apart}`],
    ['overlay-by-hand', 'bookworm', ':', `${files}\nDiscarded with the overlay: ${sums}${apart}`],
    ['hotfix', 'trixie', ':', `${files}\nIn the hotfix, which survives reboots: ${sums}${apart}`],
    ['hotfix-reboot', 'forky-composefs', ':', `${files}\nIn the hotfix, which survives reboots: ${sums}${apart}`],
    ['sysext', 'trixie', ':', 'error: a merged system extension hides what was changed in /usr; first run: `systemd-sysext unmerge`\n'.repeat(2) + '69\n77\n'],
    ['writable', 'trixie', ':', 'error: no overlay is on /usr. For what the last one installed: `usr-overlay diff --packages --last`\n'.repeat(2) + '69\n77\n'],
  ] as const)('%s on %s: %s', async (state, variant, up, expected) => {
    expect((await onHost({ variant, state }, `${up} >/dev/null\n${FEW}`)).stdout).toBe(expected);
  }, 300_000);

  it('a transient root', async () => {
    const { stdout } = await onHost({ variant: 'forky-composefs', state: 'root-transient', database: 'usr' }, FEW);
    // What this boot itself wrote is changed since the overlay is on.
    expect(stdout.replace(/^.* \(stays\)\n/gm, '').replace(/^Kept: .*$/m, 'Kept: nothing')).toBe(`${files}\nDiscarded with the overlay: ${sums}${follows}`);
  }, 300_000);
});
