// What may follow an overlay on /usr, and what may not.

import { describe, expect, it } from '@jest/globals';
import { planFollowers } from '../../../src/overlay/plan-followers.ts';
import type { Candidate } from '../../../src/overlay/situation.ts';
import { planStorage } from '../../../src/overlay/plan-storage.ts';
import { situationOf } from './situations.ts';

const mountinfo = [
  '20 1 254:0 / / rw shared:1 - ext4 /dev/vda rw',
  '30 20 0:30 / /etc/net/inner rw shared:2 - tmpfs tmpfs rw',
  '31 20 0:31 / /etc/pam.d rw shared:3 - overlay usr-overlay-follow rw,lowerdir=/etc/pam.d,upperdir=/x/upper',
  '32 20 0:32 / /run/apt-image-based/storage rw shared:4 - tmpfs usr-overlay-follow rw',
  '33 20 0:33 / /srv/data rw shared:5 - ext4 /dev/vdb rw',
].join('\n');

function follow(...candidates: Candidate[]) {
  const situation = situationOf({ mountinfo }, { candidates });
  return planFollowers(situation, planStorage(situation.mounts, null, null), false);
}

describe('--follow', () => {
  it.each<[string, string]>([
    ['/', '/ holds /run/apt-image-based/storage, where overlays are stored'],
    ['/usr', '/usr cannot follow /usr'],
    ['/usr/share', '/usr/share lies in /usr, which cannot follow'],
    ['/boot', '/boot cannot follow /usr'],
    ['/boot/efi', '/boot/efi lies in /boot, which cannot follow'],
    ['/run/apt-image-based', '/run/apt-image-based lies in /run, which cannot follow'],
    ['/sysroot', '/sysroot cannot follow /usr'],
    ['/proc/sys', '/proc/sys lies in /proc, which cannot follow'],
    ['/sys', '/sys cannot follow /usr'],
    ['/dev/shm', '/dev/shm lies in /dev, which cannot follow'],
    ['/etc', '/etc holds more than packages: name a folder in it'],
    ['/tmp', '/tmp holds more than packages: name a folder in it'],
    ['/var', '/var holds more than packages: name a folder in it'],
    ['/etc/net', '/etc/net has a mount below it, /etc/net/inner, which an overlay would hide'],
    ['/srv/a,b', '/srv/a,b has a character in its name that separates mount options'],
    ['/srv/a:b', '/srv/a:b has a character in its name that separates mount options'],
  ])('refuses %s', (path, detail) => {
    expect(follow({ path, asked: true })).toEqual({ kind: 'refused', reason: 'follow-refused', detail });
  });

  it('refuses what somebody else could exchange for another folder', () => {
    const detail = '/tmp/mine/data could be replaced by users other than root, in /tmp';
    expect(follow({ path: '/tmp/mine/data', asked: true, weak: '/tmp' })).toEqual({ kind: 'refused', reason: 'follow-refused', detail });
  });

  it.each(['/srv/data', '/etc/data', '/usrlocal', '/running'])('takes %s', (path) => {
    const table = mountinfo.split('\n').filter((line) => !line.includes(' /etc/')).join('\n');
    const plan = planFollowers(situationOf({ mountinfo: table }, { candidates: [{ path, asked: true }] }), planStorage([], null, null), false);
    expect(plan.kind === 'followers' && plan.followers).toEqual([path]);
  });
});

describe('followers', () => {
  it('are mounted one right behind the other, so that one process can', () => {
    const plan = follow({ path: '/etc/alternatives', asked: false }, { path: '/var/lib/dpkg', asked: false });
    expect(plan.kind === 'followers' && plan.steps.map(({ kind }) => kind)).toEqual(['make-layers', 'make-layers', 'mount-overlay', 'mount-overlay', 'check-locks']);
  });

  it('leaves out a default one that cannot follow, and says why', () => {
    expect(follow({ path: '/etc/net', asked: false })).toEqual({
      kind: 'followers',
      steps: [],
      followers: [],
      notes: [{ kind: 'left-out', folder: '/etc/net', because: 'has a mount below it, /etc/net/inner, which an overlay would hide' }],
    });
  });

  it('does nothing for a database in /usr, nor for a folder in another that follows', () => {
    const plan = follow({ path: '/usr/lib/sysimage/dpkg', asked: false }, { path: '/var/lib/dpkg', asked: false }, { path: '/var/log', asked: true }, { path: '/var/log/private', asked: true }, { path: '/var/lib/dpkg/info', asked: true });
    expect(plan.kind === 'followers' && plan.followers).toEqual(['/var/lib/dpkg', '/var/log']);
  });

  it('takes a folder that was asked for in one that is left out', () => {
    const plan = follow({ path: '/etc/net', asked: false }, { path: '/etc/net/other', asked: true });
    expect(plan.kind === 'followers' && [plan.followers, plan.notes.length]).toEqual([['/etc/net/other'], 1]);
  });

  it('keeps what follows already, and its storage', () => {
    const plan = follow({ path: '/etc/pam.d', asked: false }, { path: '/var/lib/dpkg', asked: false });
    expect(plan.kind === 'followers' && [plan.followers, plan.steps.map((step) => step.kind)]).toEqual([
      ['/etc/pam.d', '/var/lib/dpkg'],
      ['make-layers', 'mount-overlay', 'check-locks'],
    ]);
  });

  it('gives each folder layers of its own', () => {
    const plan = follow({ path: '/srv/a-b', asked: true }, { path: '/srv/a/b', asked: true });
    const folders = plan.kind === 'followers' ? plan.steps.flatMap((step) => (step.kind === 'make-layers' ? [step.folder] : [])) : [];
    expect(folders).toEqual(['/run/apt-image-based/storage/srv-a%2db', '/run/apt-image-based/storage/srv-a-b']);
  });
});

describe('where / and /etc are overlays, as with a transient /etc on composefs', () => {
  const both = ['20 1 0:20 / / ro shared:1 - overlay composefs ro,lowerdir=/x', '21 20 0:21 / /etc rw shared:2 - overlay overlay rw,lowerdir=etc,upperdir=/y', '22 20 254:0 / /var rw shared:3 - ext4 /dev/vda rw'].join('\n');
  const planOf = (...candidates: Candidate[]) => {
    const situation = situationOf({ mountinfo: both }, { candidates });
    return planFollowers(situation, planStorage(situation.mounts, null, null), false);
  };

  it('what was asked for in /etc is refused', () => {
    expect(planOf({ path: '/etc/pam.d', asked: true })).toEqual({ kind: 'refused', reason: 'follow-refused', detail: '/etc/pam.d lies on overlays, on which no other can be stacked' });
  });

  it('what follows by itself is left out, and /var/lib/dpkg is not', () => {
    const plan = JSON.stringify(planOf({ path: '/etc/pam.d', asked: false }, { path: '/var/lib/dpkg', asked: false }));
    expect(plan).toContain('"folder":"/etc/pam.d","because":"lies on overlays');
    expect(plan).toContain('"/var/lib/dpkg"');
  });
});
