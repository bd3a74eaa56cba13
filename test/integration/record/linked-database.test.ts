// A package database that a link in /var/lib leads to.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';

const JOB = `
mv /var/lib/dpkg /var/lib/dpkg.real && ln -s dpkg.real /var/lib/dpkg
usr-overlay up >/dev/null
apt-get -y install tiny-install 2>&1 | grep -c 'package database'
usr-overlay status | grep -c 'does not follow'
usr-overlay down >/dev/null
dpkg-query -W -f '\${Status}\\n' tiny-install 2>&1
usr-overlay up --no-follow >/dev/null
APT_IMAGE_BASED=off apt-get -y install tiny-install >/dev/null 2>&1
usr-overlay down >/dev/null 2>&1
dpkg-query -W -f '\${Status}\\n' tiny-install 2>&1
usr-overlay doctor --fix --yes >/run/said 2>&1 || cat /run/said
dpkg-query -W -f '\${Status}\\n' tiny-install 2>&1
readlink /var/lib/dpkg; ls -d /var/lib/dpkg.real/info; dpkg --audit
`;

it('follows, is not said to stay, and keeps its link when it is repaired', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'read-only-bind' }, JOB);
  const unknown = 'dpkg-query: no packages found matching tiny-install\n';
  expect(stdout).toBe(`0\n0\n${unknown}install ok installed\n${unknown}dpkg.real\n/var/lib/dpkg.real/info\n`);
}, 300_000);
