// Who puts the overlay on, on each kind of host.

import { describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/host.ts';
import { chooseBackend, unlockWords } from '../../../src/overlay/plan-backend.ts';
import type { UpOptions } from '../../../src/overlay/situation.ts';
import { PLAIN_UP, situationOf } from './situations.ts';

const root = `/ostree/deploy/debian/deploy/${'a'.repeat(64)}.0`;
const ostree = { mountinfo: `20 1 254:0 ${root} / rw - ext4 /dev/vda rw\n30 20 254:0 ${root}/usr /usr ro - ext4 /dev/vda rw\n`, 'ostree-booted': '' };
const composefs = { mountinfo: '20 1 0:3 / / ro - overlay composefs:abc ro,lowerdir+=/a\n' };
const bind = { mountinfo: '20 1 254:0 / / rw - ext4 /dev/vda rw\n30 20 254:0 /usr /usr ro - ext4 /dev/vda rw\n' };

describe('the backend', () => {
  it.each<[string, object, string, UpOptions['backend'], string]>([
    ['ostree', ostree, 'ostree=yes', 'auto', 'ostree'],
    ['ostree with bootc', ostree, 'ostree=yes\nbootc=yes', 'auto', 'bootc'],
    ['ostree with bootc', ostree, 'ostree=yes\nbootc=yes', 'ostree', 'ostree'],
    ['ostree without its program', ostree, 'ostree=no', 'auto', 'native, note ostree-missing'],
    ['ostree without its program', ostree, 'ostree=no', 'ostree', 'ostree-missing'],
    ['ostree without bootc', ostree, 'ostree=yes', 'bootc', 'not-bootc'],
    ['bootc on composefs', composefs, 'bootc=yes', 'auto', 'bootc'],
    ['bootc on composefs', composefs, 'bootc=yes', 'ostree', 'not-ostree'],
    ['bootc on composefs without its program', composefs, 'bootc=no', 'auto', 'native'],
    ['bootc on composefs without its program', composefs, 'bootc=no', 'bootc', 'bootc-missing'],
    ['a read-only bind', bind, 'ostree=yes\nbootc=yes', 'auto', 'native'],
    ['a read-only bind', bind, 'ostree=yes\nbootc=yes', 'native', 'native'],
    ['a read-only bind', bind, 'ostree=yes\nbootc=yes', 'ostree', 'not-ostree'],
  ])('on %s (%#)', (_name, evidence, environment, backend, expected) => {
    const { facts } = situationOf({ ...evidence, environment });
    const choice = chooseBackend(describeHost(facts), facts, { ...PLAIN_UP, backend });
    expect('reason' in choice ? choice.reason : [choice.backend, ...choice.notes.map((note) => `note ${note.kind}`)].join(', ')).toBe(expected);
  });

  it('speaks of --hotfix only where it was given', () => {
    const { facts } = situationOf({ ...composefs, environment: 'bootc=yes' });
    const reasonFor = (options: Partial<UpOptions>): unknown => chooseBackend(describeHost(facts), facts, { ...PLAIN_UP, ...options });
    expect(reasonFor({ backend: 'ostree' })).toEqual({ reason: 'not-ostree' });
    expect(reasonFor({ hotfix: true })).toEqual({ reason: 'no-hotfix' });
  });

  it.each<['bootc' | 'ostree', Partial<UpOptions>, string]>([
    ['bootc', {}, 'usr-overlay'],
    ['bootc', { readOnly: true }, 'usr-overlay --read-only'],
    ['ostree', {}, 'admin unlock'],
    ['ostree', { readOnly: true }, 'admin unlock --transient'],
    ['ostree', { hotfix: true }, 'admin unlock --hotfix'],
  ])('%s %o', (program, options, words) => {
    expect(unlockWords(program, { ...PLAIN_UP, ...options }).join(' ')).toBe(words);
  });
});
