// What undoes a step, and which files of ostree's are a leftover.

import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../../../src/overlay/plan.ts';
import { undoOf } from '../../../../src/overlay/io/apply.ts';
import { unlockedFilesOf } from '../../../../src/host/usr-overlay.ts';
import { stepLine } from '../../../../src/overlay/words/step-words.ts';
import { OSTREE_LAYERS } from '../../../../src/overlay/io/ostree-layers.ts';
import { situation } from '../situations.ts';

describe('undo', () => {
  it.each<[Step, string | null]>([
    [{ kind: 'mount-storage' }, 'unmount /run/apt-image-based/storage lazily'],
    [{ kind: 'make-storage', folder: '/srv/apt-image-based-storage' }, 'remove /srv/apt-image-based-storage'],
    [{ kind: 'make-layers', folder: '/a', like: '/b' }, null],
    [{ kind: 'mount-overlay', source: 's', on: '/etc/pam.d', folder: '/a', readOnly: false }, 'unmount /etc/pam.d lazily'],
    [{ kind: 'remount-writable', on: '/usr' }, 'remount the overlay on /usr read-only'],
    [{ kind: 'rename', from: '/a', to: '/b' }, 'rename /b to /a'],
    [{ kind: 'remove-file', path: '/a' }, null],
    [{ kind: 'unmount', on: '/usr' }, null],
  ])('of %o', (step, expected) => {
    const undo = undoOf(step);
    expect(undo && stepLine(undo)).toBe(expected);
  });
});

describe('ostree’s files', () => {
  const { facts } = situation('trixie-plain-locked');
  const booted = '/run/ostree/deployment-state/e06503b283c8f526d207246100f2aa0c478b5110b9754cd728dce5330c7ce37a.0';
  it.each<[string, boolean]>([
    [`${booted}/unlocked-development`, true],
    [`${booted}/unlocked-transient`, true],
    [`${booted}/unlocked-development.k3Xz9A`, true],
    [`${booted}/unlocked-hotfix`, false],
    [`${booted}/unlocked-development.bak`, false],
    [`${booted}/unlocked-development/x`, false],
    [`${booted}/soft-reboot`, false],
    [`/run/ostree/deployment-state/${'0'.repeat(64)}.0/unlocked-development`, false],
  ])('%s', (path, expected) => {
    expect(unlockedFilesOf(`regular file 644 0 ${path}\n`, facts)).toEqual(expected ? [path] : []);
  });
});

describe('folders that may be deleted', () => {
  const deployment = `/sysroot/ostree/deploy/debian/backing/${'a'.repeat(64)}.0`;
  it.each<[string, boolean]>([
    ['/var/tmp/ostree-unlock-ovl.MGIGZ3', true],
    [`${deployment}/usr-transient`, true],
    [`${deployment}/root-transient`, false],
    [deployment, false],
    ['/var/tmp/ostree-unlock-ovl.MGIGZ3/upper', false],
    ['/var/tmp/ostree-unlock-ovl.', false],
    ['/var/tmp/ostree-unlock-ovl.../..', false],
    ['/var/tmp/other', false],
    ['/sysroot/ostree/deploy/../x/backing/usr-transient', false],
  ])('%s', (path, expected) => {
    expect(OSTREE_LAYERS.test(path)).toBe(expected);
  });
});
