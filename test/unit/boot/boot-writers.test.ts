// Which lines of a maintainer script write to /boot, and which only speak of it.
import { describe, expect, it } from '@jest/globals';
import { bootCalls, triggersIn } from '../../../src/boot/boot-writers.ts';

const called = (script: string, shell = '#!/bin/sh\n'): string[] => bootCalls(`${shell}${script}\n`).map(({ program }) => program);

describe('what a maintainer script calls', () => {
  it.each([
    ['update-initramfs -u', 'update-initramfs'],
    ['  DPKG_MAINTSCRIPT_PACKAGE=\'\' update-initramfs -u', 'update-initramfs'],
    ['if command -v update-initramfs >/dev/null; then update-initramfs -u; fi', 'update-initramfs'],
    ['which update-grub && update-grub || true', 'update-grub'],
    ['case $1 in configure) /usr/sbin/update-grub2 ;; esac', 'update-grub2'],
    ['bootctl is-installed && bootctl update --graceful', 'bootctl'],
    ['x=$(kernel-install add 1 2)', 'kernel-install'],
    ['dracut \\\n  --force', 'dracut'],
    ['sh -c "update-initramfs -u"', 'update-initramfs'],
    ['exec grub-install /dev/sda', 'grub-install'],
    ['run-parts --arg=1 /etc/kernel/postinst.d', '/etc/kernel/postinst.d'],
    ['rm -f "/boot/old.img"', '/boot/old.img'],
    ['echo x >/boot/grub/custom.cfg', '/boot/grub/custom.cfg'],
    ['cp -a /usr/lib/x.efi /boot/efi/EFI/x.efi', '/boot/efi/EFI/x.efi'],
    ['dd if=/x of=/boot/x', '/boot/x'],
  ])('%s', (script, program) => {
    expect(called(script)).toEqual([program]);
  });

  it.each([
    '# update-initramfs -u',
    'echo done # update-grub',
    'echo "Please run update-initramfs -u now."',
    'command -v update-initramfs >/dev/null || exit 0',
    '[ -x /usr/sbin/update-grub ]',
    'cat <<EOF\nupdate-initramfs -u\nEOF',
    'cat <<-"END" >/run/x\n\tupdate-grub\n\tEND',
    'bootctl --print-esp-path >/dev/null',
    'bootctl is-installed',
    'update-initramfs-helper',
    'cp /boot/config-1 /tmp/config',
    'run-parts /etc/kernel/header_postinst.d',
    'test -e /boot/vmlinuz && echo there',
  ])('nothing: %s', (script) => {
    expect(called(script)).toEqual([]);
  });

  it('is read in other languages, too', () => {
    expect(called('system("update-initramfs", "-u");', '#!/usr/bin/perl -w\n')).toEqual(['update-initramfs']);
    expect(called('# system("update-grub")\nsystem("true");', '#!/usr/bin/perl\n')).toEqual([]);
  });

  it('may be a trigger', () => {
    expect(triggersIn('#!/bin/sh\ndpkg-trigger --no-await update-initramfs || true\n# dpkg-trigger other\n')).toEqual(['update-initramfs']);
    expect(triggersIn('#!/bin/sh\nupdate-initramfs -u\n')).toEqual([]);
  });
});
