// Which changed files outside of the overlay somebody wrote.

import { describe, expect, it } from '@jest/globals';
import { filesToCopy, type StayingChange } from '../../../src/diff/etc-edits.ts';

const written = (path: string, more: Partial<StayingChange> = {}): StayingChange =>
  ({ path, change: 'changed', type: 'file', what: 'content', size: 1, sizeBefore: 1, again: false, asShipped: false, ...more });

it.each<[boolean, StayingChange]>([
  [true, written('/etc/app.conf')],
  [true, written('/etc/systemd/network/10-lan.network', { change: 'added', what: null, sizeBefore: null })],
  [true, written('/etc/motd', { what: 'type' })],
  [false, written('/etc/app.conf', { asShipped: true })],
  [false, written('/etc/sudoers', { what: 'metadata' })],
  [false, written('/etc/gone', { change: 'removed', what: null, size: null })],
  [false, written('/etc/link', { type: 'symlink' })],
  [false, written('/etc/app', { type: 'directory', change: 'added' })],
  [false, written('/var/lib/app/state')],
  [false, written('/var/etc/app.conf')],
])('%s: %j', (toCopy, change) => {
  expect(filesToCopy([change])).toEqual(toCopy ? [change] : []);
});

describe('what programs write is no part of an image', () => {
  it.each([
    ['useradd', 'group group- gshadow gshadow- passwd passwd- shadow shadow- subgid subgid- subuid subuid- .pwd.lock'],
    ['systemd-firstboot and hostnamectl', 'hostname localtime machine-id'],
    ['systemd-update-done', '.updated'],
    ['ldconfig', 'ld.so.cache'],
    ['hwclock', 'adjtime'],
    ['mount and the DHCP client', 'mtab resolv.conf'],
  ])('%s', (_, names) => {
    expect(filesToCopy(names.split(' ').map((name) => written(`/etc/${name}`)))).toEqual([]);
  });

  it('but what only has such a name', () => {
    expect(filesToCopy([written('/etc/app/passwd'), written('/etc/passwd.conf')])).toHaveLength(2);
  });
});
