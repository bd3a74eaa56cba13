// `usr-overlay doctor` where installations failed on a locked /usr.
import { describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../../../src/doctor/words.ts';
import { LIBRARY, VARIANTS } from './doctor-library.ts';
import { openGuardedHost } from '../guarded-host.ts';
import { rows } from '../scope.ts';

describe.each(rows(VARIANTS, (variant) => variant === 'trixie'))('%s', (variant) => {
  // dpkg of bookworm leaves a new package selected, later ones leave it half-installed.
  const failed = variant === 'bookworm' ? 'selected' : 'failed-install';
  it('installations that failed on a locked /usr: repaired on the spot, and for good', async () => {
    const host = await openGuardedHost({ variant, state: 'locked' });
    try {
      const { stdout } = await host.run(`${LIBRARY}deb tiny-dpkg; cp -a /var/lib/dpkg /run/pristine; export APT_IMAGE_BASED=off
for words in 'apt-get -y install tiny-service tiny-conffile' 'apt-get -y install tiny-depends' "dpkg -i $tiny/debs/tiny-dpkg_1.0_all.deb" 'dpkg --remove tiny-remove'; do $words >/dev/null 2>&1; done
echo '2026-11-30 10:00:00 install tiny-spare:all <none> 1.0' >>/var/log/dpkg.log; printf 'Package: tiny-spare\nStatus: install ok not-installed\nPriority: optional\nSection: misc\n\n' >>/var/lib/dpkg/status
unset APT_IMAGE_BASED; found; usr-overlay up 2>&1 >/dev/null | grep -o 'usr-overlay doctor'; usr-overlay doctor --fix --yes >/dev/null 2>&1; echo $?; usr-overlay down >/dev/null
usr-overlay doctor --fix --yes 2>/dev/null; echo $?; clean; cmp /run/pristine/status /var/lib/dpkg/status; diff -r /run/pristine/info /var/lib/dpkg/info`);
      expect(stdout.replaceAll('\t', ' ')).toBe(`failed-change tiny-conffile
failed-change tiny-remove
failed-change tiny-service
${failed} tiny-dependency
${failed} tiny-depends
${failed} tiny-dpkg
selected tiny-spare
usr-overlay doctor
75
${HEALTHY}
0
`);
      const again = await host.run(`${LIBRARY}clean; usr-overlay doctor; usr-overlay >/dev/null; quietly apt-get -y install tiny-service tiny-dpkg tiny-depends; quietly apt-get -y remove tiny-remove; clean`);
      expect(again.stdout).toBe(`${HEALTHY}\n`);
    } finally {
      await host.remove();
    }
  }, 300_000);
});
