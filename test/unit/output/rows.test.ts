// Rows and tables in the width of a terminal, and as they are in a pipe.

import { describe, expect, it } from '@jest/globals';
import type { Holder } from '../../../src/holders/holders.ts';
import { holderLines } from '../../../src/holders/words.ts';
import { numberedLines } from '../../../src/overlay/words/step-words.ts';
import { row } from '../../../src/output/rows.ts';

describe('a row', () => {
  it.each<[width: number, lines: string[]]>([
    [Infinity, ['follows:        /var/lib/dpkg /etc/alternatives /etc/pam.d']],
    [58, ['follows:        /var/lib/dpkg /etc/alternatives /etc/pam.d']],
    [57, ['follows:        /var/lib/dpkg /etc/alternatives', '                /etc/pam.d']],
    [20, ['follows:        /var/lib/dpkg', '                /etc/alternatives', '                /etc/pam.d']],
  ])('in %d columns', (width, lines) => {
    expect(row('follows', '/var/lib/dpkg /etc/alternatives /etc/pam.d', width)).toEqual(lines);
  });

  it('shows what a terminal would obey', () => {
    expect(row('stored in', '/mnt/\x1b[31m\n\u202ered', 80)).toEqual(['stored in:      /mnt/?[31m??red']);
  });
});

describe('steps', () => {
  it.each<[width: number, lines: string[]]>([
    [Infinity, ['1. mount a tmpfs', '2. tell systemd to reload its units']],
    [24, ['1. mount a tmpfs', '2. tell systemd to', '   reload its units']],
  ])('in %d columns', (width, lines) => {
    expect(numberedLines(['mount a tmpfs', 'tell systemd to reload its units'], width)).toEqual(lines);
  });
});

describe('the table of holders', () => {
  const holder: Holder = { pid: 4711, user: 'www-data', command: 'nginx: worker process \x9b31m', unit: 'nginx.service', reasons: [{ kind: 'exe', path: '/usr/sbin/nginx', deleted: false, writable: false }], own: false, namespace: 'host', detached: false };

  it('is whole in a pipe', () => {
    expect(holderLines([holder, { ...holder, pid: 1, user: 'root', unit: null, command: 'init' }], Infinity)).toEqual([
      'PID   USER      UNIT           WHY  COMMAND',
      '4711  www-data  nginx.service  exe  nginx: worker process ?31m',
      '1     root      -              exe  init',
    ]);
  });

  it('ends where the terminal ends', () => {
    const [, line] = holderLines([holder], 50);
    expect(line).toBe('4711  www-data  nginx.service  exe  nginx: work...');
    expect(line).toHaveLength(50);
  });
});
