// Command lines as /proc has them of programs of another architecture, and of QEMU's other programs.
import { expect, test } from '@jest/globals';
import { withoutEmulator } from '../../../src/text/emulator.ts';

test.each<[string, string | null, string | null]>([
  // binfmt_misc with the flag P, as Debian registers it, and without it.
  ['/usr/libexec/qemu-binfmt/aarch64-binfmt-P /usr/bin/apt-get apt-get install strace', 'apt-get install strace', '/usr/bin/apt-get'],
  ['/usr/bin/qemu-aarch64-static /usr/bin/apt-get apt-get install strace', 'apt-get install strace', '/usr/bin/apt-get'],
  ['/usr/bin/qemu-aarch64-static /usr/bin/apt-get install strace', '/usr/bin/apt-get install strace', '/usr/bin/apt-get'],
  ['/usr/bin/qemu-aarch64 /usr/bin/dpkg /usr/bin/dpkg --unpack', '/usr/bin/dpkg --unpack', '/usr/bin/dpkg'],
  ['/usr/bin/qemu-riscv64 /usr/bin/python3.13 /usr/bin/python3 /usr/bin/unattended-upgrade', '/usr/bin/python3.13 /usr/bin/python3 /usr/bin/unattended-upgrade', '/usr/bin/python3.13'],
  ['/usr/bin/apt-get install qemu-user-static', null, null],
  ['/usr/bin/qemu-system-aarch64 /image', null, null],
  ['/usr/bin/qemu-img /image', null, null],
  ['qemu-aarch64 --help', null, null],
  ['', null, null],
])('%s', (line, words, program) => {
  const found = withoutEmulator(line.split(' '));
  expect(found).toEqual(words === null ? null : { words: words.split(' '), program });
});
