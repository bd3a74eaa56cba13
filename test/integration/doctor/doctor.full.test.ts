// `usr-overlay doctor` on hosts that came to harm the real way, an overlay that a reboot took while the package database stayed; and
// on hosts in each state, where nothing is wrong.
import { describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { findState, STATES } from '../../testbed/hosts/states.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { openDnfHost } from '../dnf-host.ts';
import { LIBRARY, VARIANTS } from './doctor-library.ts';
import { onHost, openGuardedHost, productDeb } from '../guarded-host.ts';

describe.each(VARIANTS)('%s', (variant) => {
  it('an overlay that a reboot took, without the database: every ghost is found, repaired for good, and can be installed again', async () => {
    const host = await openGuardedHost({ variant, state: 'locked', real: ['gawk'] });
    try {
      const before = await host.run(`${LIBRARY}clean; usr-overlay doctor; echo $?; ostree admin unlock >/dev/null
quietly apt-get -y install gawk tiny-depends tiny-upgrade tiny-conffile tiny-service; clean; usr-overlay doctor; usr-overlay doctor --fix --yes; echo $?`);
      expect(before.stdout).toBe(`${HEALTHY}\n0\n${HEALTHY}\n${HEALTHY}\n0\n`);
      const { stdout, stderr } = await host.run(`${LIBRARY}faulty; echo; found; cp -a /var/lib/dpkg /run/was
usr-overlay doctor >/dev/null; echo $?; usr-overlay doctor --fix </dev/null >/dev/null 2>&1; echo $?; diff -r /run/was /var/lib/dpkg
usr-overlay doctor --fix --yes; echo $?; clean; awk 'BEGIN { print "awk works" }'; ls -A /var/lib/dpkg | grep '^\\.'; ls /var/lib/apt-image-based/doctor | grep work
diff -r /run/was /var/lib/apt-image-based/kept/*/1/dpkg && echo kept
usr-overlay >/dev/null; quietly apt-get -y install gawk tiny-depends tiny-upgrade; tiny-depends; tiny-upgrade; awk --version | grep -o '^GNU Awk'; clean
usr-overlay doctor; usr-overlay down >/dev/null; clean; usr-overlay doctor`);
      const [faulty = '', ...lines] = stdout.split('\n');
      const found = lines.slice(0, lines.indexOf('71')).map((line) => line.split('\t'));
      // No more and no less than dpkg sees.
      expect(found.filter(([kind]) => kind !== 'alternative').map(([, name]) => name?.replace(/:.*/, '')).sort()).toEqual(faulty.trim().split(' '));
      expect(found.map(([kind, name]) => `${String(kind)} ${String(name)}`)).toEqual(expect.arrayContaining(['alternative awk', 'ghost gawk:amd64', 'ghost tiny-dependency', 'other-version tiny-upgrade']));
      expect(faulty).toMatch(/^gawk libmpfr\d (libsigsegv2 )?tiny-conffile tiny-dependency tiny-depends tiny-service tiny-upgrade $/);
      expect(lines.slice(lines.indexOf('71')).join('\n')).toBe(`71
64
${HEALTHY}
0
awk works
kept
tiny-depends 1.0
tiny-upgrade 1.1
GNU Awk
${HEALTHY}
${HEALTHY}
`);
      expect(stderr).toContain('note: a backup is in /var/lib/apt-image-based/kept/');
      const again = await host.run(`${LIBRARY}clean; usr-overlay doctor; cat /etc/tiny-conffile.conf`);
      expect(again.stdout).toBe(`${HEALTHY}\n# tiny-conffile\nversion = 1.0\n`);
    } finally {
      await host.remove();
    }
  }, 300_000);
});

it.each(['trixie', 'forky-composefs'] as const)("%s: an upgrade that went, with no package file to be had: left and explained, and repaired from the image's own copy", async (variant) => {
  const host = await openGuardedHost({ variant, state: 'locked' });
  try {
    await host.run('cp -a /var/lib/dpkg /var/pristine; ostree admin unlock; apt-get -y install tiny-upgrade tiny-service');
    const { stdout, stderr } = await host.run(`${LIBRARY}rm -r /etc/apt/sources.list* /var/lib/apt/lists/*_*; usr-overlay doctor --fix --yes >/dev/null; echo $?; ls /var/lib/apt-image-based/doctor
unshare -m sh -c 'mount -o remount,rw /sysroot && cd /sysroot/ostree/deploy/debian/deploy/*.0 && mkdir -p var/lib && cp -a /var/pristine var/lib/dpkg'
usr-overlay doctor --fix --yes 2>/dev/null; echo $?; clean; diff -r /var/pristine/info /var/lib/dpkg/info; cmp /var/pristine/status /var/lib/dpkg/status`);
    expect(stdout).toBe(`71\n${HEALTHY}\n0\n`);
    expect(stderr).toMatch(/^note: tiny-upgrade was not repaired: the image has no copy of its database that fits, and apt has no copy of 1\.0\. Reinstall it in the image, and update to that image$/m);
  } finally {
    await host.remove();
  }
}, 300_000);

const STRANGE: Partial<Record<string, RegExp>> = {
  'unlock-transient-private': /ostree says transient: its overlay on \/usr is read\/write in this mount namespace only/,
  'unlock-sysext': /a merged system extension is on its overlay/,
  'stale-state': /its overlay is gone, and ostree refuses another\. To clear that: `usr-overlay down`/,
  'old-namespace': /PID 1 has a writable overlay on \/usr/,
};
const REAL = STATES.flatMap((state) => VARIANTS.flatMap((variant) => (state.lacks?.(findVariant(variant)) === undefined ? [[state.name, variant] as const] : [])));

it.each(REAL)('%s on %s: nothing is found that is not so', async (state, variant) => {
  const { stdout } = await onHost({ variant, state }, 'usr-overlay doctor 2>&1; echo $?');
  const strange = STRANGE[state];
  if (strange) expect(stdout.replace(/\s+/g, ' ')).toMatch(strange);
  else expect(stdout).toBe(`${HEALTHY}\n0\n`);
  expect(stdout).not.toMatch(/packages? (is|are)/);
}, 300_000);

it.each([['trixie', 'dnf4'], ['forky', 'dnf5']] as const)("%s: a package in rpm's database whose files a reboot took, with %s", async (variant, dnf) => {
  const host = await openDnfHost(findState('locked'), findVariant(variant), [productDeb()]);
  try {
    const before = await host.run(`usr-overlay doctor; ostree admin unlock >/dev/null; ${dnf} -y install rpm-install >/run/out 2>&1 || cat /run/out; rpm -q rpm-install`);
    expect(before.stdout).toMatch(new RegExp(`^${HEALTHY}\nrpm-install-.*\n$`));
    const { stdout } = await host.run(`rpm -V rpm-install >/dev/null; echo $?; usr-overlay doctor --json | grep -o '"rpm-ghost"'; usr-overlay doctor --fix --yes 2>/dev/null; echo $?; rpm -q rpm-install; ls -d /var/lib/apt-image-based/kept/*/*/rpm | sed 's,.*/,,'
usr-overlay >/dev/null; ${dnf} -y install rpm-install >/run/out 2>&1 || cat /run/out; rpm -V rpm-install; echo $?`);
    expect(stdout).toBe(`1\n"rpm-ghost"\n${HEALTHY}\n0\npackage rpm-install is not installed\nrpm\n0\n`);
    // Neither dpkg's packages nor rpm's have a folder there any more, and a file has nothing in it.
    const file = await host.run(`usr-overlay >/dev/null; ${dnf} -y install rpm-folder >/run/out 2>&1 || cat /run/out; usr-overlay doctor; rm -r /usr/bin/rpm-folder /usr/share; : >/usr/share; usr-overlay doctor --json >/run/found; echo $?; grep -o '"rpm-ghost"' /run/found`);
    expect(file).toMatchObject({ stdout: `${HEALTHY}\n71\n"rpm-ghost"\n`, stderr: '' });
  } finally {
    await host.remove();
  }
}, 300_000);
