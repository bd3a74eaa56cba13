// On a writable overlay: what is refused because of what is in the plan, its harmless neighbours, and the notice with its counts.
import { describe, expect, it } from '@jest/globals';
import { ensureJudgedRpms } from '../../testbed/packages/judged-rpms.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { openDnfHost } from '../dnf-host.ts';
import { onHost, productDeb } from '../guarded-host.ts';
import { ALLOW, OFFER, SAY } from './overlay-plan.ts';

const SEE = 'refusing to operate. See `man apt-image-based` for more information.';
const allowedBy = (key: string) => `hint: to allow it, below \`[allow]\` in /etc/apt-image-based/config.toml: \`${key} = true\`\n`;
const KERNEL = (name: string) => `error: ${name} ${name.includes(' and ') ? 'write' : 'writes'} to /boot, which the overlay does not cover, ${SEE}\nhint: add it to the image that this host boots\n${allowedBy('kernel')}`;
const RELEASE = (change: string) => `error: this upgrades the host to another release (${change}), which an overlay cannot keep, ${SEE}\nhint: to upgrade, boot an image of that release\n${allowedBy('suite-change')}`;

/** The notice as `NOTICE COUNTS`. */
const short = (stdout: string) => stdout.replace(/^notice: \/usr is on a temporary .*\nhint: your edits in .*\nhint: .* free in \/usr; (.*)$/gm, 'NOTICE $1').replace(/^hint: the package database will still list.*\n/gm, '');

const IMAGE = 'linux-image-6.99.0-1-amd64';
/** None of them writes to /boot, whatever they are called. */
const HARMLESS = ['linux-libc-dev', 'grub-common', 'grub-theme-kernel', 'kernel-wedge', 'linux-image-amd64', `${IMAGE}-dbg`, 'linux-headers-6.99.0-1-amd64'];

describe.each(['bookworm', 'trixie', 'forky'] as const)('apt on %s', (variant) => {
  it.each(['unlock', 'locked'] as const)('a kernel is refused and allowed by its key, its neighbours are not (%s)', async (state) => {
    const { stdout } = await onHost({ variant, state }, `${SAY}\n${OFFER}\n${ALLOW}
[ ${state} = unlock ] || usr-overlay >&2
for name in ${IMAGE} ${HARMLESS.join(' ')}; do offer $name 999; done; offered
say kernel apt-get -y install ${IMAGE} tiny-install
say verbose apt -y satisfy ${IMAGE}
say file apt-get -y install /run/offer/${IMAGE}.deb
say dpkg dpkg -i /run/offer/${IMAGE}.deb
say harmless apt-get -y install ${HARMLESS.join(' ')}
say unpack dpkg -i /run/offer/linux-libc-dev.deb
say simulation apt-get -s install ${IMAGE}
say download apt-get -y -d install ${IMAGE}
target; say root dpkg --root=$root -i /run/offer/${IMAGE}.deb
allow kernel; say allowed apt-get -y install ${IMAGE}
rm /etc/apt-image-based/config.toml; say remove apt-get -y remove ${IMAGE}; say purge dpkg --purge ${IMAGE}`);
    const refusal = KERNEL(IMAGE);
    expect(short(stdout)).toBe(
      `kernel 100\n${refusal}verbose 100\n${refusal}file 100\n${refusal}dpkg 2\n${refusal}harmless 0\nNOTICE ${HARMLESS.length} to install\n` +
        `unpack 0\nNOTICE 1 to install\nsimulation 0\ndownload 0\nroot 0\nallowed 0\nNOTICE 1 to install\nremove 100\n${refusal}purge 2\n${refusal}`,
    );
  }, 300_000);

  it('a full-upgrade has its counts; to another release it is refused, and allowed by its key', async () => {
    const { stdout } = await onHost({ variant, state: 'locked' }, `${SAY}\n${OFFER}\n${ALLOW}
usr-overlay >&2; apt-mark auto tiny-orphan >&2
offer base-files 99.0; offered; installed=$(dpkg-query -W -f '\${Version}' base-files)
say release apt-get -y full-upgrade
say single apt-get -y install tiny-install
allow suite-change; say allowed apt-get -y -o Dir::Bin::dpkg=/usr/bin/true install base-files
rm /etc/apt/sources.list.d/offer.list /etc/apt-image-based/config.toml; APT_IMAGE_BASED=off apt-get -qq update
apt-get -s full-upgrade --autoremove | sed -n 's/^\\([0-9]*\\) upgraded, \\([0-9]*\\) newly installed, \\([0-9]*\\) to remove.*/NOTICE \\2 to install, \\1 to upgrade, \\3 to remove/p'
say upgrade apt-get -y full-upgrade --autoremove
echo "$installed"`);
    const [counts = ''] = /^NOTICE 1 to install, (?!0 )\d+ to upgrade, 1 to remove$/m.exec(stdout) ?? [];
    const installed = stdout.trimEnd().split('\n').at(-1) ?? '';
    expect(short(stdout)).toBe(
      `release 100\n${RELEASE(`base-files ${installed} to 99.0`)}single 0\nNOTICE 1 to install\n` +
        `allowed 0\nNOTICE 1 to upgrade\n${counts}\nupgrade 0\n${counts}\n${installed}\n`,
    );
  }, 300_000);
});

it.each(['bookworm', 'trixie', 'forky'] as const)('%s: a front end that tells its plan late is refused before dpkg runs', async (variant) => {
  const { stdout } = await onHost({ variant, state: 'locked' }, `${SAY}\n${OFFER}\n${ALLOW}
usr-overlay up --backend native --size 20M >&2; offer ${IMAGE} 999; offered
commit() { printf '%s\\n' 'import apt, sys' 'cache = apt.Cache()' 'for name in sys.argv[1:]: cache[name].mark_install()' 'cache.commit()' | python3 - "$@"; }
cp -a /var/lib/dpkg/status /run/status
say kernel commit ${IMAGE} tiny-install; say big commit tiny-big
cmp /var/lib/dpkg/status /run/status && echo same
say small commit tiny-install
allow kernel; say allowed commit ${IMAGE}; tiny-install; dpkg --audit && echo clean`);
    const lines = stdout.replace(/^(notice: ).*$/gm, '$1…').replace(/^hint: your edits in .*$/gm, 'hint: …');
    expect(lines).toMatch(
      /^kernel 1\nerror: linux-image-\S+ writes to \/boot, .*\nhint: .*\nhint: .*\nbig 1\nerror: this needs 40M, .*\nhint: .*\nhint: .*\nsame\nsmall 0\nnotice: …\nhint: …\nhint: this needs .* 1 to install\nallowed 0\nnotice: …\nhint: …\nhint: this needs .* 1 to install\ntiny-install 1\.0\nclean\n$/,
    );
}, 300_000);

it.each(['bookworm', 'trixie', 'forky'] as const)("%s: an apt that keeps no cache, as container images set it, is asked with one of the guard's own", async (variant) => {
  const { stdout } = await onHost({ variant, state: 'locked' }, `${SAY}
usr-overlay >&2; printf 'Dir::Cache::pkgcache "";\\nDir::Cache::srcpkgcache "";\\n' >/etc/apt/apt.conf.d/docker-clean; rm -f /var/cache/apt/*.bin
say install apt-get -y install tiny-install; find /run/apt-image-based /var/cache/apt -name '*.bin'`);
  expect(stdout).toMatch(/^install 0\nnotice: .*\nhint: your .*\nhint: this needs 4\.\dK of the .* free in \/usr; 1 to install\n$/);
}, 300_000);

describe.each(['bookworm', 'trixie', 'forky'] as const)('dnf on %s', (variant) => {
  const managers = variant === 'forky' ? ['dnf4', 'dnf5'] : ['dnf4'];

  it('the same of rpm packages', async () => {
    const { run, bytesFetched, id, remove } = await openDnfHost(findState('locked'), findVariant(variant), [productDeb()], await ensureJudgedRpms());
    try {
      const refused = await run(`${SAY}
usr-overlay up --backend native --size 40M >&2
${managers.map((dnf) => `say big ${dnf} -y install rpm-big; say kernel ${dnf} -y install kernel-core; say no ${dnf} --assumeno install kernel-core`).join('\n')}`);
      expect(refused.stdout.replace(/--size \d+M/g, '--size N').replace(/only [\d.]+M/g, 'only N')).toBe(
        managers.map(() => `big 1\nerror: this needs 40M, but only N is free in /usr, and 16M of that must stay free, ${SEE}\nhint: for a larger overlay, without what is in this one: \`usr-overlay down && usr-overlay up --backend native --size N\`\n${allowedBy('larger-than-room')}kernel 1\n${KERNEL('kernel-core')}no 1\n`).join(''),
      );
      expect(bytesFetched(id)).toBe(0);

      const allowed = await run(`${SAY}\n${ALLOW}
usr-overlay >&2
${managers.map((dnf) => `say harmless ${dnf} -y install kernel-devel kernel-modules-core grub2-tools fedora-release-common-41
say release ${dnf} -y upgrade fedora-release-common
say big ${dnf} -y install rpm-big; say removal ${dnf} -y remove rpm-big kernel-devel kernel-modules-core grub2-tools
allow suite-change; say allowed ${dnf} -y upgrade fedora-release-common; allow kernel; say allowed ${dnf} -y install kernel-core; rm /etc/apt-image-based/config.toml
rpm --erase kernel-core fedora-release-common >&2`).join('\n')}`);
      expect(short(allowed.stdout)).toBe(
        managers.map(() => `harmless 0\nNOTICE 4 to install\nrelease 1\n${RELEASE('fedora-release-common 41 to 42')}big 0\nNOTICE 1 to install\n` +
          'removal 0\nNOTICE 4 to remove\nallowed 0\nNOTICE 1 to upgrade\nallowed 0\nNOTICE 1 to install\n').join(''),
      );
    } finally {
      await remove();
    }
  }, 300_000);
});
