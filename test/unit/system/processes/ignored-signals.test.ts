// Which signals a mask of the kernel names, and how a program is started with them ignored.

import { describe, expect, it } from '@jest/globals';
import { parseIgnored, withIgnored } from '../../../../src/system/processes/ignored-signals.ts';

describe('ignored signals', () => {
  it.each<[string, number[]]>([
    ['0000000000000000', []],
    ['0000000000000001', [1]],
    ['0000000000001203', [1, 2, 10, 13]],
    ['ffffffff40000000', [31]],
    ['0000000000040100', []],
    ['', []],
    ["0'; rm -rf /; '0", []],
  ])('of the mask %s', (mask, expected) => {
    expect(parseIgnored(mask)).toEqual(expected);
  });

  it('need env(1) where there are some', () => {
    expect(withIgnored('/bin/ls', ['-l'], [])).toEqual(['/bin/ls', '-l']);
    expect(withIgnored('/bin/ls', ['-l', 'a b'], [1, 2])).toEqual(['/usr/bin/env', '--ignore-signal=1,2', '--', '/bin/ls', '-l', 'a b']);
  });
});
