// The life of an overlay: on, packages in, and away again, by a reboot and by `down`. The package database, PAM and the
// alternatives must agree with the files at every step, where the image keeps the database in /var and where in /usr.
import { describe, expect, it } from '@jest/globals';
import { ROWS } from '../../campaigns/life/rows.ts';
import { runRow } from '../../campaigns/life/run-row.ts';
import { openGuardedHost } from '../guarded-host.ts';
import { rows } from '../scope.ts';

/** What is wrong with the host apart from what was wrong before: no line is good. Conffiles (` c `) stay in /etc, as told. */
const LIBRARY = `
verify() { dpkg -V | grep -v ' c /etc/' || :; }
packages() { dpkg-query -W -f '\${Package} \${Version} \${db:Status-Abbrev}\\n'; }
fine() {
  verify | diff /var/verified - && packages | diff /var/packages -
  dpkg --audit
  apt-get check >/run/check 2>&1 || cat /run/check
  [ "$(su -s /bin/sh nobody -c 'echo su works')" = 'su works' ] || echo 'su is broken'
  [ "$(awk 'BEGIN { print 1 + 1 }')" = 2 ] || echo 'awk is broken'
  for link in /etc/alternatives/*; do [ -e "$link" ] || echo "$link" >>/run/dangling; done
  diff /var/dangling /run/dangling
  rm -f /run/dangling
}
before() { verify >/var/verified; packages >/var/packages; : >/run/dangling; for link in /etc/alternatives/*; do [ -e "$link" ] || echo "$link" >>/run/dangling; done; mv /run/dangling /var/dangling; : >/run/dangling; }
overlaid() {
  usr-overlay >/run/up || cat /run/up
  apt-get -y install gawk libpam-pwquality tiny-install tiny-upgrade tiny-service >/run/install 2>&1 || cat /run/install
  apt-get -y remove tiny-remove >/run/remove 2>&1 || cat /run/remove
  awk --version | grep -o '^GNU Awk'
  grep -o pam_pwquality /etc/pam.d/common-password
  tiny-install && tiny-upgrade
  dpkg --audit
}
touch /run/dangling
`;
const OVERLAID = 'GNU Awk\npam_pwquality\ntiny-install 1.0\ntiny-upgrade 1.1\n';

const HOSTS = (['bookworm', 'trixie', 'forky', 'forky-composefs'] as const).flatMap((variant) => (['var', 'usr'] as const).map((database) => [variant, database] as const));
const isQuick = ([variant, database]: (typeof HOSTS)[number]): boolean => ['trixie var', 'forky-composefs usr'].includes(`${variant} ${database}`);

describe('an overlay', () => {
  it.each(rows(HOSTS, isQuick))('on %s, database in /%s: gone without a trace at the reboot and at `down`, and on again', async (variant, database) => {
    const host = await openGuardedHost({ variant, state: 'locked', database, real: ['gawk', 'libpam-pwquality'] });
    try {
      expect((await host.run(`${LIBRARY}before; overlaid`)).stdout).toBe(OVERLAID);
      // A reboot, and the same twice in the next life: down in between.
      const { stdout } = await host.run(`${LIBRARY}fine; echo rebooted; overlaid; usr-overlay down >/run/down || cat /run/down; fine; echo down; overlaid; ls /var/tmp`);
      expect(stdout.split('\n').filter((line) => !line.startsWith('ostree-unlock-ovl.') && !line.startsWith('systemd-private-')).join('\n')).toBe(`rebooted\n${OVERLAID}down\n${OVERLAID}`);
      expect((await host.run(`${LIBRARY}fine; echo rebooted`)).stdout).toBe('rebooted\n');
    } finally {
      await host.remove();
    }
  }, 600_000);
});

// The table of `npm run campaign -- life`.
it.each(rows(ROWS.map((row) => [`${row.backend.name} on ${row.variant.name}`, row] as const), ([name]) => name === 'ostree on trixie'))('%s: after each step all who are asked agree, and nothing is left behind', async (_, row) => {
  expect([...(await runRow(row))].flatMap(([step, { wrong }]) => wrong.map((line) => `${step}: ${line}`))).toEqual([]);
}, 600_000);
