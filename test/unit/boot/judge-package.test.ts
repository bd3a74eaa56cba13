// Whether a package writes to /boot on this very host.
import { describe, expect, it } from '@jest/globals';
import { bootPackagesOf, type BootNow, type PackageTraits } from '../../../src/boot/judge-package.ts';

const BOOT: BootNow = { parts: new Set(['folder', 'kernel']), has: (program) => program === 'update-initramfs', triggers: ['update-initramfs', '/usr/lib/systemd/boot/efi'] };
const PACKAGE: PackageTraits = { name: 'x', paths: `${'0'.repeat(32)}  usr/bin/x\n`, triggers: '', scripts: [] };
const judged = (traits: Partial<PackageTraits>, boot: Partial<BootNow> = {}): boolean => bootPackagesOf([{ ...PACKAGE, ...traits }], { ...BOOT, ...boot }).length > 0;
const sums = (path: string): string => `${'0'.repeat(32)}  ${path}\n`;

describe('a package writes to /boot', () => {
  it.each([
    ['by a file in its checksums', { paths: sums('boot/vmlinuz-1') }],
    ['by a file in its list', { paths: '/.\n/usr\n/efi/EFI/x.efi\n' }],
    ['by a trigger', { triggers: '# by dh\nactivate-noawait update-initramfs\n' }],
    ['by a trigger of its script', { scripts: ['#!/bin/sh\ndpkg-trigger update-initramfs\n'] }],
    ['by a file that others watch', { paths: sums('usr/lib/systemd/boot/efi/x.efi') }],
    ['by its script', { scripts: ['#!/bin/sh\nupdate-initramfs -u\n'] }],
    ['by its script, on the folder alone', { scripts: ['#!/bin/sh\nrm -f /boot/x\n'] }],
  ])('%s', (_, traits) => {
    expect(judged(traits)).toBe(true);
  });

  it.each([
    ['that has nothing to do with it', {}, {}],
    ['whose files only look like it', { paths: sums('usr/share/boot/x') + sums('usr/lib/systemd/boot/efi-notes') }, {}],
    ['that wants to hear of a trigger', { triggers: 'interest-noawait update-initramfs\n' }, {}],
    ['whose trigger nobody answers', { triggers: 'activate update-initramfs\n' }, { triggers: [] }],
    ['whose program is not there', { scripts: ['#!/bin/sh\nupdate-grub\n'] }, { parts: new Set(['folder', 'grub'] as const) }],
    ['where there is no initramfs to make', { scripts: ['#!/bin/sh\nupdate-initramfs -u\n'] }, { parts: new Set(['folder'] as const) }],
  ])('and one does not %s', (_, traits, boot) => {
    expect(judged(traits, boot)).toBe(false);
  });

  it('with a program that comes along', () => {
    const brings: PackageTraits = { ...PACKAGE, name: 'y', paths: sums('usr/sbin/dracut') };
    expect(bootPackagesOf([{ ...PACKAGE, scripts: ['#!/bin/sh\ndracut --force\n'] }, brings], BOOT)).toEqual(['x']);
  });
});
