// What apt, dnf 4 and dnf 5 say of a plan, and what of it the guard would not let into an overlay.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { incomingOf, parseAptPlan } from '../../../../src/guard/request/apt-plan.ts';
import { parseSizes, totalOf } from '../../../../src/guard/request/package-sizes.ts';
import { writesToBoot } from '../../../../src/guard/request/boot-packages.ts';
import { parseOsRelease } from '../../../../src/host/os-release.ts';
import { describeTransaction } from '../../../../src/guard/request/transaction.ts';
import { parseRpmPlan, RPM_PLAN_QUESTION } from '../../../../src/guard/request/rpm-plan.ts';
import { suiteChange } from '../../../../src/guard/request/suite-change.ts';

/** As apt 2.6, 3.0 and 3.3 print it. */
const SIMULATION = `Remv tiny-old [1.0] [kept:amd64 ]
Purg tiny-gone [1.0]
Remv tiny-swapped [1.0]
Inst tiny-swapped [1.0] (2.0 testbed:tiny [all])
Inst base-files [12.4+deb12u11] (12.4+deb12u15 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64])
Inst libc6:i386 (2.36-9 Debian:12.15/oldstable [i386]) []
Inst tiny-file (1:1.0~rc1 local-deb [all])
Inst tiny-again [1.0] (1.0 testbed:tiny [all])
Conf base-files (12.4+deb12u15 Debian:12.15/oldstable [amd64])
`;

describe("apt's plan", () => {
  it('is read package by package', () => {
    expect(parseAptPlan(SIMULATION)).toEqual([
      { name: 'tiny-old', from: '1.0', to: null },
      { name: 'tiny-gone', from: '1.0', to: null },
      { name: 'tiny-swapped', from: '1.0', to: '2.0', origin: 'testbed:tiny' },
      { name: 'base-files', from: '12.4+deb12u11', to: '12.4+deb12u15', origin: 'Debian:12.15/oldstable, Debian-Security:12/oldstable-security' },
      { name: 'libc6', from: null, to: '2.36-9', origin: 'Debian:12.15/oldstable' },
      { name: 'tiny-file', from: null, to: '1:1.0~rc1', origin: 'local-deb' },
      { name: 'tiny-again', from: '1.0', to: '1.0', origin: 'testbed:tiny' },
    ]);
    expect(incomingOf(SIMULATION).map(({ name, architecture, version }) => `${name}:${architecture}=${version}`)).toEqual([
      'tiny-swapped:all=2.0', 'base-files:amd64=12.4+deb12u15', 'libc6:i386=2.36-9', 'tiny-file:all=1:1.0~rc1', 'tiny-again:all=1.0',
    ]);
  });

  it('may lack a version or a repository, and is nothing but whole lines', () => {
    expect(parseAptPlan('Purg a\nInst b (1 [all])\n')).toEqual([{ name: 'a', from: '', to: null }, { name: 'b', from: null, to: '1', origin: '' }]);
    const quoted = ' Remv a [1]\n Inst b (1 x [all])\nInst c\n';
    expect([parseAptPlan(quoted), incomingOf(quoted)]).toEqual([[], []]);
  });

  it('is counted as it is said: what is installed again is no upgrade', () => {
    expect(describeTransaction(parseAptPlan(SIMULATION), 5, null)).toMatchObject({ installed: 3, upgraded: 2, removed: 2, bytes: 5, bootPackages: [], suiteChange: null });
    expect(describeTransaction(parseAptPlan('Inst linux-image-6.1.0-30-amd64 (6.1.124-1 Debian:12.9/stable [amd64])\nInst strace (6.1 Debian:12.9/stable [amd64])\n'), null, null).bootPackages).toEqual(['linux-image-6.1.0-30-amd64']);
  });

  it('has sizes in KiB, by the record of each version', () => {
    const record = 'Package: a\nArchitecture: all\nVersion: 1\nInstalled-Size: 40964\nSize: 1000\nDescription: Size: 9\n';
    expect(parseSizes(record)).toEqual({ version: { name: 'a', architecture: 'all', version: '1' }, sizes: { installed: 40964 * 1024, download: 1000 } });
    const other = record.replace('Installed-Size: 40964\n', '').replace('Size: 1000', 'Size: 1e9');
    expect(totalOf([record, record, other].map((each) => parseSizes(each).sizes))).toEqual({ installed: 2 * 40964 * 1024, download: 2000 });
  });
});

describe("dnf's plan", () => {
  const answer = (...packages: unknown[]) => `${JSON.stringify({ op: 'reply', status: 'OK', return: { trans_packages: packages } })}\n`;

  it('pairs what comes with what goes', () => {
    const text = answer(
      { name: 'new', version: '1', direction: 'IN', install_size: 40, download_size: 4 },
      { name: 'better', version: '2', direction: 'IN', install_size: '60', download_size: 6 },
      { name: 'better', version: '1', direction: 'OUT', install_size: 50, download_size: 5 },
      { name: 'old', version: '1', direction: 'OUT' },
      { name: 'kept', version: '1', direction: 'OUT', action: '?' },
    );
    expect(parseRpmPlan(text)).toEqual({
      packages: [{ name: 'new', from: null, to: '1' }, { name: 'better', from: '1', to: '2' }, { name: 'old', from: '1', to: null }],
      sizes: { installed: 100, download: 10 }, writers: [],
    });
  });

  it('is asked for with all that is read from it, in one line', () => {
    expect(RPM_PLAN_QUESTION).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(RPM_PLAN_QUESTION)).toMatchObject({ op: 'get', args: { output: ['name', 'version', 'direction', 'action', 'install_size', 'download_size'] } });
  });

  it('passes over what is no package', () => {
    const text = answer(null, 7, 'x', { name: 'a', direction: 'IN' }, { version: '1', direction: 'IN' }, { name: 7, version: '1', direction: 'OUT' }, { name: 'a', version: 1, direction: 'OUT' });
    expect(parseRpmPlan(text)).toEqual({ packages: [], sizes: { installed: 0, download: 0 }, writers: [] });
  });

  it.each([-5, 1.5, 1e300, true, [5], null, '', 'x', '-5', '1.5', '1e300', undefined])('has no size of %j', (size) => {
    const text = answer({ name: 'a', version: '1', direction: 'IN', install_size: size, download_size: 1 });
    expect(parseRpmPlan(text)?.sizes).toEqual({ installed: 0, download: 1 });
  });

  it.each(['', '{', 'null', '[]', '{}', '{"return":null}', '{"op":"reply","status":"ERROR","message":"x"}', '{"return":{"trans_packages":7}}'])('%j is no answer', (text) => {
    expect(parseRpmPlan(text)).toBeNull();
  });

  it('no answer is too broken to read', () => {
    fc.assert(fc.property(fc.json(), (json) => {
      expect(() => parseRpmPlan(`{"return":{"trans_packages":[${json}]}}`)).not.toThrow();
    }));
  });
});

describe('what writes to /boot', () => {
  it.each([
    'raspberrypi-kernel', 'bcm2711-firmware', 'xen-hypervisor', 'refind', 'flash-kernel', 'kernel-debug-uki-virt', 'kernel-64k-debug-uki-virt',
    'linux-image-6.1.0-30-amd64', 'linux-image-unsigned-6.8.0-50-generic', 'linux-modules-6.8.0-50-generic', 'proxmox-kernel-6.8.12-4-pve-signed', 'raspi-firmware',
    'initramfs-tools', 'dracut', 'grub-pc', 'grub-efi-amd64', 'grub-efi-arm64', 'grub-efi-amd64-signed', 'grub-cloud-amd64', 'shim-signed', 'shim-helpers-amd64-signed', 'systemd-boot', 'memtest86+',
    'xen-hypervisor-4.17-amd64', 'kernel', 'kernel6.12', 'kernel-core', 'kernel-rt-core', 'kernel-64k-debug-core', 'kernel-uki-virt', 'grub2-efi-x64', 'grub2-efi-x64-cdboot', 'shim-x64', 'kmod-nvidia', 'akmod-nvidia',
  ])('%s', (name) => {
    expect(writesToBoot(name)).toBe(true);
  });

  it.each([
    // Other packages with such a name within their own: those of distributions, and of whoever else names packages after these.
    ...['linux-image-6.1.0-30-amd64', 'linux-modules-6.8.0-50-generic', 'proxmox-kernel-6.8.12-4-pve', 'raspberrypi-kernel', 'raspi-firmware', 'kernel', 'kernel-core', 'kernel-uki-virt',
      'dracut', 'grub-pc', 'grub2-efi-x64', 'shim-signed', 'systemd-boot', 'bcm2711-firmware', 'memtest86+'].map((name) => `golang-${name}`),
    ...['raspberrypi-kernel', 'raspi-firmware', 'kernel', 'kernel-core', 'dracut', 'grub-pc', 'grub2-efi-x64', 'shim-signed', 'systemd-boot', 'bcm2711-firmware', 'memtest86+',
      'xen-hypervisor'].map((name) => `${name}-doc`),
    'kernel-uki-virt-addons', 'linux-image-amd64', 'linux-image-generic', 'linux-image-6.1.0-30-amd64-dbg', 'linux-image-6.1.0-30-amd64-dbgsym', 'linux-libc-dev', 'linux-headers-6.1.0-30-amd64', 'linux-perf', 'linux-base',
    'linux-modules-extra', 'kernel-wedge', 'kernel-headers', 'kernel-devel', 'kernel-tools', 'kernel-modules', 'kernel-modules-core', 'kernel-srpm-macros', 'debian-kernel-handbook',
    'initramfs-tools-core', 'dracut-core', 'dracut-network', 'grub-common', 'grub2-common', 'grub-pc-bin', 'grub-efi-amd64-bin', 'grub-efi-amd64-signed-template', 'grub-emu', 'grub-theme-starfield', 'grub2-tools', 'grub2-efi-x64-modules',
    'shim-unsigned', 'shim-unsigned-x64', 'systemd-boot-efi', 'systemd-boot-unsigned', 'efibootmgr', 'plymouth', 'kexec-tools', 'xen-utils-4.17', 'kmod', 'kmod-libs', 'akmods', 'kmodtool',
  ])('not %s', (name) => {
    expect(writesToBoot(name)).toBe(false);
  });
});

describe('a change of suite', () => {
  const DEBIAN_12 = 'ID=debian\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n';
  const TESTING = 'ID=debian\nVERSION_CODENAME=forky\n';
  const NOBLE = 'ID=ubuntu\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\n';
  const KALI = 'ID=kali\nVERSION_ID="2025.2"\nVERSION_CODENAME=kali-rolling\n';
  const FEDORA = 'ID=fedora\nVERSION_ID=41\n';

  it.each<[string, boolean, string, string, string, string, string]>([
    ['a point release', false, DEBIAN_12, 'base-files', '12.4+deb12u11', '12.4+deb12u15', 'Debian:12.15/oldstable'],
    ['security beside it', false, DEBIAN_12, 'base-files', '12.4', '12.4+deb12u1', 'Debian-Security:12/oldstable-security, Debian:12.15/oldstable'],
    ['the next stable', true, DEBIAN_12, 'base-files', '12.4+deb12u11', '13.8+deb13u1', 'Debian:13.1/stable'],
    ['testing, which has no number', true, DEBIAN_12, 'base-files', '12.4+deb12u11', '14', 'Debian:testing'],
    ['back again', true, DEBIAN_12, 'base-files', '12.4', '11.1+deb11u11', 'Debian:11.11/oldoldstable'],
    ['a repository without a number', false, DEBIAN_12, 'base-files', '12.4', '12.5', 'local-deb'],
    ['within testing', false, TESTING, 'base-files', '14', '14.1', 'Debian:testing'],
    ['testing to the one after it', true, TESTING, 'base-files', '14.1', '15', 'Debian:testing'],
    ["Ubuntu's own updates", false, NOBLE, 'base-files', '13ubuntu10', '13ubuntu10.3', 'Ubuntu:24.04/noble-updates'],
    ["Ubuntu's next release, by the same number of base-files", true, NOBLE, 'base-files', '13ubuntu10', '13.3ubuntu6', 'Ubuntu:24.10/oracular'],
    ['a rolling distribution', false, KALI, 'base-files', '1:2025.2.0', '1:2025.3.0', 'Kali:2025.3/kali-rolling'],
    ["Fedora's updates", false, FEDORA, 'fedora-release-common', '41', '41', ''],
    ['the next Fedora', true, FEDORA, 'fedora-release-common', '41', '42', ''],
    ['the next Fedora Server', true, FEDORA, 'fedora-release-identity-server', '41', '42', ''],
    ['a minor release of RHEL', false, 'ID=rhel\nVERSION_ID="9.4"\n', 'redhat-release', '9.4', '9.5', ''],
    ['a major release of RHEL', true, 'ID=rhel\nVERSION_ID="9.6"\n', 'redhat-release', '9.6', '10.0', ''],
    ['a package that only comes with the release', false, FEDORA, 'fedora-release-notes', '41', '42', ''],
    ['a package that only ends in such a name', false, DEBIAN_12, 'site-base-files', '12.4', '13.8', 'Debian:13.1/stable'],
    ['the same version from elsewhere', false, DEBIAN_12, 'base-files', '12.4', '12.4', 'Debian:13.1/stable'],
    ['a version in two releases, the host has one of them', false, DEBIAN_12, 'base-files', '12.4', '13', 'Debian:13.1/stable, Debian:12.15/oldstable'],
    ['a version in two suites, the host has one of them', false, NOBLE, 'base-files', '13ubuntu10', '14ubuntu1', 'Ubuntu:24.10/oracular, Ubuntu:noble-updates'],
    ['a repository with a number and no suite', false, DEBIAN_12, 'base-files', '12.4', '13', 'Debian:12'],
    ['a repository with a suite and no number', false, DEBIAN_12, 'base-files', '12.4', '12.5', 'Debian:oldstable'],
    ['a rolling distribution without a number', false, KALI, 'base-files', '1:2025.2.0', '1:2026.1.0', 'Kali:kali-rolling'],
    ['an epoch', true, TESTING, 'base-files', '10:14', '10:15', ''],
    ['versions without a number', true, FEDORA, 'fedora-release', 'eln', 'rawhide', ''],
    ['another package with a higher number', false, DEBIAN_12, 'bash', '5.2', '6.0', 'Debian:13.1/stable'],
  ])('%s: %p', (_, expected, osRelease, name, from, to, origin) => {
    const found = suiteChange([{ name, from, to, origin }], parseOsRelease(osRelease));
    expect(found).toEqual(expected ? { package: name, from, to } : null);
  });

  it('is not seen in a first installation or a removal', () => {
    expect(suiteChange([{ name: 'base-files', from: null, to: '13' }, { name: 'base-files', from: '12', to: null }], null)).toBeNull();
  });
});
