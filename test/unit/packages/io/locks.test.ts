// /proc/locks, whose lines name a file by device and inode.

import { describe, expect, it } from '@jest/globals';
import { parseLocks } from '../../../../src/text/lock-table.ts';

describe('parseLocks', () => {
  it('reads record locks and whole-file locks, with the device in decimal', () => {
    const text = '1: POSIX  ADVISORY  WRITE 4711 fe:00:3124753 0 EOF\n12: FLOCK  ADVISORY  WRITE   12 00:30:77 0 EOF\n3: OFDLCK ADVISORY  READ  -1 08:02:5 0 0\n';
    expect(parseLocks(text)).toEqual([
      { pid: 4711, device: '254:0', inode: 3124753 },
      { pid: 12, device: '0:48', inode: 77 },
      { pid: -1, device: '8:2', inode: 5 },
    ]);
  });

  it('passes over those who wait, and lines of no known form', () => {
    expect(parseLocks('1: -> POSIX  ADVISORY  WRITE 7 fe:00:1 0 EOF\nnonsense\nx1: POSIX  ADVISORY  WRITE 7 fe:00:1 0 EOF\n\n')).toEqual([]);
  });
});
