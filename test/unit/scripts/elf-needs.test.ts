import { expect, it } from '@jest/globals';
import { parseElfNeeds } from '../../../scripts/package/elf-needs.ts';

const READELF = `
 0x0000000000000001 (NEEDED)             Shared library: [libstdc++.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [ld-linux-aarch64.so.1]
 0x000000000000000c (INIT)               0x400000

Version symbols section '.gnu.version' contains 2 entries:
  000:   0 (*local*)       2 (GLIBC_2.99)

Version needs section '.gnu.version_r' contains 2 entries:
  000000: Version: 1  File: libc.so.6  Cnt: 2
  0x0010:   Name: GLIBC_2.28  Flags: none  Version: 9
  0x0020:   Name: GLIBC_2.17  Flags: none  Version: 2
  0x0030: Version: 1  File: ld-linux-aarch64.so.1  Cnt: 1
  0x0040:   Name: GLIBC_2.17  Flags: none  Version: 52
`;

it('readelf: the libraries without the loader, and the versions that are needed of them', () => {
  expect(parseElfNeeds(READELF)).toEqual(['GLIBC_2.17', 'GLIBC_2.28', 'libc.so.6', 'libstdc++.so.6']);
});
