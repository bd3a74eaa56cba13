// Where the host's own package database can be repaired, and whether databases follow the overlay.

import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/host/evidence.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { fixObstacle, type FixObstacle } from '../../../src/doctor/fix-obstacle.ts';
import { databaseFollows } from '../../../src/host/host.ts';
import { COMPOSEFS, DEPLOYMENT, HOTFIX, host, LOCKED, MERGED, OSTREE, overlay, ROOT } from '../mount-lines.ts';

const DPKG = '/var/lib/dpkg';
const IN_IMAGE = '/usr/lib/sysimage/rpm';
const FOLLOWER = '50 20 0:60 / /var/lib/dpkg rw - overlay usr-overlay-follow rw,lowerdir=/var/lib/dpkg';
const UNLOCKED = [DEPLOYMENT, LOCKED, overlay('overlay', 'rw')];
const MUTABLE = overlay('sysext', 'rw', 'upperdir=/run/x');

describe('the repair', () => {
  it.each<[FixObstacle | null, string, string[], Evidence, string | null]>([
    [null, 'a locked host', [DEPLOYMENT, LOCKED], OSTREE, DPKG],
    [null, 'a host without a database', [DEPLOYMENT, LOCKED], OSTREE, null],
    ['database-in-image', 'a database of the image', [DEPLOYMENT, LOCKED], OSTREE, IN_IMAGE],
    ['container', 'a container', [ROOT], { environment: 'container=docker' }, DPKG],
    ['container', 'an image build', [ROOT], { environment: 'container=buildah-1.4' }, DPKG],
    ['followers-left', 'an overlay left on the database', [DEPLOYMENT, LOCKED, FOLLOWER], OSTREE, DPKG],
    ['overlay-on', 'an overlay, and one on the database', [...UNLOCKED, FOLLOWER], OSTREE, DPKG],
    ['overlay-on', 'an overlay', UNLOCKED, OSTREE, DPKG],
    ['transient-root', 'a transient root', [COMPOSEFS.replace('digest ro', 'digest rw,upperdir=/run/x')], OSTREE, DPKG],
    [null, 'a hotfix', [DEPLOYMENT, LOCKED, HOTFIX], OSTREE, DPKG],
    [null, 'a merge', [DEPLOYMENT, LOCKED, MERGED], OSTREE, DPKG],
    ['database-in-image', 'a merge over a database of the image', [DEPLOYMENT, LOCKED, MERGED], OSTREE, IN_IMAGE],
    ['sysext-writable', 'a mutable merge', [DEPLOYMENT, LOCKED, MUTABLE], OSTREE, DPKG],
    ['usr-writable', 'an ordinary host', [ROOT], {}, DPKG],
  ])('is kept by %s: %s', (expected, _, lines, more, database) => {
    const facts = parseFacts({ mountinfo: lines.join('\n'), ...more });
    expect(fixObstacle(host(lines, more), facts, database)).toBe(expected);
  });
});

describe('the databases follow', () => {
  it.each<[boolean, string, string[], string]>([
    [true, 'none is there', UNLOCKED, ''],
    [true, 'in /usr', UNLOCKED, IN_IMAGE],
    [true, 'with an overlay of their own', [...UNLOCKED, FOLLOWER], `${DPKG}:${IN_IMAGE}`],
    [false, 'one is in /var', UNLOCKED, `${IN_IMAGE}:${DPKG}`],
    [true, 'nobody knows', [], DPKG],
  ])('%s: %s', (expected, _, lines, databases) => {
    expect(databaseFollows(parseFacts({ mountinfo: lines.join('\n'), environment: `databases=${databases}` }))).toBe(expected);
  });
});
