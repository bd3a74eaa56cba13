// dnf-automatic of dnf 4, called by hand: its units are skipped (timers.test.ts). It may only report, or only download.
import { expect, it } from '@jest/globals';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { count, onDnfHost } from '../dnf-host.ts';

/** Debian has the module and not the program, which is these lines. */
const AUTOMATIC = `cat >/run/dnf-automatic <<'END'
import sys
import dnf.automatic.main
sys.exit(dnf.automatic.main.main(sys.argv[1:]))
END
mkdir -p /etc/dnf/vars; echo 1 >/etc/dnf/vars/releasever; rm -f /etc/dnf/plugins/local.conf
printf '[commands]\\n[emitters]\\nemit_via=stdio\\n[base]\\nplugins=1\\n' >/run/automatic.conf
automatic() { python3 /run/dnf-automatic /run/automatic.conf "$@"; }
cached() { find /var/cache/dnf -name '*.rpm' | grep -c .; }
`;

it.each(['bookworm', 'trixie', 'forky'] as const)('%s', async (variant) => {
  const { stdout, stderr } = await onDnfHost(
    { variant, state: 'locked' },
    `${AUTOMATIC}say report automatic --no-downloadupdates --no-installupdates; cached; say download automatic --downloadupdates --no-installupdates; cached
say install automatic --installupdates; rpm -q rpm-upgrade`,
  );
  expect(stdout).toBe('report 0\n0\ndownload 0\n1\ninstall 1\nrpm-upgrade-1.0-1.noarch\n');
  expect(count(stderr, REFUSAL)).toBe(1);
  expect(count(stderr, 'Error: the guard of apt-image-based refused it: the journal has its reason')).toBe(1);
}, 300_000);
