// What packages leave in /etc, after a reboot, `down` and the next `up`: with real apt, in the deployments of each suite.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { onDnfHost } from '../dnf-host.ts';
import { openGuardedHost, type GuardedHost, type HostOptions } from '../guarded-host.ts';
import { rows } from '../scope.ts';

const LIBRARY = readFileSync(join(import.meta.dirname, 'put-back.sh'), 'utf8');
const HOSTS = (['bookworm', 'trixie', 'forky', 'forky-composefs'] as const).flatMap((variant) => (['var', 'usr'] as const).map((database) => [variant, database] as const));

async function onHost(options: HostOptions, work: (boot: (job: string) => Promise<string>) => Promise<void>): Promise<void> {
  const host: GuardedHost = await openGuardedHost(options);
  try {
    await work(async (job) => {
      const { stdout, stderr } = await host.run(LIBRARY + job);
      expect(stderr).not.toContain('bug in usr-overlay');
      return stdout;
    });
  } finally {
    await host.remove();
  }
}

it.each(rows(HOSTS, ([variant, database]) => variant === 'trixie' && database === 'var'))('%s, database in /%s: as it was, but for what was edited', async (variant, database) => {
  await onHost({ variant, state: 'locked', database }, async (boot) => {
    const first = await boot(`
make_deb twice 1.0
find_etc >/var/before
usr-overlay >/dev/null
install /run/debs/twice_1.0.deb tiny-conffile
apt-get -y purge tiny-purge >/run/purge 2>&1 || cat /run/purge
cat /etc/twice/main.conf /etc/tiny-conffile.conf; ls /etc/tiny-purge.conf 2>/dev/null
usr-overlay diff --packages | tee /var/changed
usr-overlay diff --containerfile >/var/lines
`);
    expect(first).toBe('# twice 1.0\n# tiny-conffile\nversion = 1.1\nInstalled:\n  twice 1.0\n\nUpgraded:\n  tiny-conffile 1.0 -> 1.1\n\nRemoved:\n  tiny-purge 1.0\n\n1 installed, 1 upgraded, 1 removed\n');

    // What the boot unit runs.
    const second = await boot(`
usr-overlay put-back 2>&1 | sort
find_etc | diff /var/before -
dpkg -V
changed_in_etc
usr-overlay diff --packages --last | diff /var/changed -
usr-overlay diff --containerfile --last | diff /var/lines -
usr-overlay put-back
usr-overlay log | grep -E '^(state|installed)' | cut -d , -f 1
`);
    expect(second).toBe(
      [
        'Cleaned up /etc: removed 5 files and links of packages that are gone, restored 2 files and links of the image',
        'note: added in the overlay, and kept: user _twice. /etc/passwd and /etc/group now differ from the image, so users added by later images will be missing. Once nothing uses them, remove them: `userdel NAME`',
        'removed /etc/init.d/twice',
        'removed /etc/rc2.d/S01twice',
        'removed /etc/systemd/system/multi-user.target.wants/twice.service',
        'removed /etc/twice/main.conf',
        'removed /etc/twice/other.conf',
        'restored /etc/tiny-conffile.conf',
        'restored /etc/tiny-purge.conf',
        'M    passwd',
        'installed:      twice 1.0',
        'state:          ended by a reboot',
        '',
      ].join('\n'),
    );

    const third = await boot(`
make_deb twice 1.0; make_deb twice 1.1
usr-overlay >/dev/null; install /run/debs/twice_1.1.deb; cat /etc/twice/main.conf; usr-overlay down
find_etc | diff /var/before -
usr-overlay >/dev/null; install /run/debs/twice_1.0.deb; echo edited >>/etc/twice/main.conf; usr-overlay down 2>&1
left twice
`);
    const down = 'The overlay on /usr was removed; all changes made in it were discarded.\n';
    expect(third).toBe(
      `# twice 1.1\n${down}Cleaned up /etc: removed 5 files and links of packages that are gone\n` +
        `${down}Cleaned up /etc: removed 4 files and links of packages that are gone\nnote: /etc/twice/main.conf stays: it was edited\n/etc/twice\n/etc/twice/main.conf\n`,
    );
  });
}, 600_000);

for (const variant of rows(['bookworm', 'trixie', 'forky'])) it(`${variant}: nginx leaves nothing, and is enabled again in the next overlay`, async () => {
  await onHost({ variant, state: 'locked', real: ['nginx-light'] }, async (boot) => {
    const enabled = '/etc/systemd/system/multi-user.target.wants/nginx.service\n';
    const overlaid = `usr-overlay >/dev/null; install nginx-light; ls /etc/init.d/nginx ${enabled}`;
    expect(await boot(`helpers >/var/helpers; find_etc >/var/before; ${overlaid}`)).toBe(`/etc/init.d/nginx\n${enabled}`);
    // The next `up` instead of the boot unit, then `down`.
    const gone = 'find_etc | diff /var/before -; helpers | diff /var/helpers -';
    expect(await boot(`usr-overlay 2>&1 >/dev/null | grep -o 'cleaned up /etc after'; ${gone}; install nginx-light; ls ${enabled}usr-overlay down | grep -o '^Cleaned up /etc'; ${gone}`)).toBe(`cleaned up /etc after\n${enabled}Cleaned up /etc\n`);
  });
}, 600_000);

for (const variant of rows(['bookworm', 'forky-composefs'])) it(`${variant}: somebody else's overlay is recorded from its first packages on, and the database does not follow it`, async () => {
  await onHost({ variant, state: 'locked' }, async (boot) => {
    expect(await boot('make_deb twice 1.0; ostree admin unlock >/dev/null; install /run/debs/twice_1.0.deb tiny-conffile; usr-overlay log | grep -E "^(kind|installed|upgraded)"')).toBe(
      'kind:           ostree, transient, read/write\ninstalled:      twice 1.0\nupgraded:       tiny-conffile 1.0 -> 1.1\n',
    );
    const left = '/etc/init.d/twice\n/etc/rc2.d/S01twice\n/etc/twice\n/etc/twice/main.conf\n/etc/twice/other.conf\n';
    expect(await boot('usr-overlay put-back 2>&1 | grep -v note; left twice; cat /etc/tiny-conffile.conf')).toBe(
      'Cleaned up /etc: removed 1 file or link of packages that are gone, restored 1 file or link of the image\nremoved /etc/systemd/system/multi-user.target.wants/twice.service\nrestored /etc/tiny-conffile.conf\n' +
        `${left}# tiny-conffile\nversion = 1.0\n`,
    );
  });
}, 600_000);

for (const variant of rows(['bookworm', 'forky'])) it(`${variant}: a host that keeps no /usr/etc keeps copies`, async () => {
  await onHost({ variant, state: 'read-only-bind' }, async (boot) => {
    const changed = 'usr-overlay >/dev/null; install tiny-conffile; apt-get -y purge tiny-purge >/dev/null 2>&1; cat /etc/tiny-conffile.conf; ls /etc/tiny-purge.conf 2>/dev/null';
    expect(await boot(`find_etc >/var/before; ${changed}`)).toBe('# tiny-conffile\nversion = 1.1\n');
    const restored = 'Cleaned up /etc: restored 2 files and links of the image\n';
    expect(await boot(`usr-overlay put-back; find_etc | diff /var/before -; dpkg -V; ${changed}; usr-overlay down; find_etc | diff /var/before -; dpkg -V`)).toBe(
      `${restored}restored /etc/tiny-conffile.conf\nrestored /etc/tiny-purge.conf\n# tiny-conffile\nversion = 1.1\nThe overlay on /usr was removed; all changes made in it were discarded.\n${restored}`,
    );
  });
}, 600_000);

for (const variant of rows(['trixie'])) it(`${variant}: a hotfix outlives the reboot with all that its packages have`, async () => {
  await onHost({ variant, state: 'hotfix-reboot' }, async (boot) => {
    await boot('make_deb twice 1.0; install /run/debs/twice_1.0.deb; left twice >/var/left');
    expect(await boot('usr-overlay put-back; left twice | diff /var/left -; install tiny-install; usr-overlay log')).toMatch(/^overlay: .*\nkind: +ostree, persistent, read\/write\ninstalled: +tiny-install 1.0, twice 1.0\nstate: +active\n$/);
  });
}, 600_000);

for (const variant of rows(['trixie', 'forky'])) it(`${variant}: dnf's packages are recorded, and what they left is put back`, async () => {
  const dnf = variant === 'forky' ? 'dnf5' : 'dnf4';
  const { stdout } = await onDnfHost({ variant, state: 'locked' }, `
usr-overlay >/dev/null
${dnf} -y install rpm-etc >/dev/null 2>&1; dnf4 -y upgrade rpm-upgrade >/dev/null 2>&1; dnf4 -y remove rpm-remove >/dev/null 2>&1
usr-overlay log | grep -E '^(installed|upgraded|removed)'
ls /etc/rpm-etc.conf; usr-overlay down; ls /etc/rpm-etc.conf || echo gone
rpm -qa | grep -c '^rpm-etc'`);
  expect(stdout).toBe('installed:      rpm-etc 1.0-1\nupgraded:       rpm-upgrade 1.0-1 -> 2.0-1\nremoved:        rpm-remove 1.0-1\n/etc/rpm-etc.conf\nThe overlay on /usr was removed; all changes made in it were discarded.\nCleaned up /etc: removed 1 file or link of packages that are gone\ngone\n0\n');
}, 600_000);
