import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS, type Leftovers } from '../../../src/record/etc-changes.ts';
import { type Baseline } from '../../../src/record/baseline.ts';
import { parseBaseline, parseLeftovers } from '../../../src/record/parse-etc-changes.ts';
import { spoiled } from '../spoiled.ts';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const WANTS = '/etc/systemd/system/multi-user.target.wants/ssh.service';

const BASELINE: Baseline = {
  tree: { folders: ['/etc/ssh', '/etc/systemd'], files: ['/etc/ssh/sshd_config', '/var/lib/systemd/deb-systemd-helper-enabled/ssh.service.dsh-also'], links: { [WANTS]: '/usr/lib/systemd/system/ssh.service' } },
  modes: { '/etc/ssh': { mode: 0o755, uid: 0, gid: 0 }, '/etc/systemd': { mode: 0o2750, uid: 7, gid: 4 } },
  conffiles: { '/etc/ssh/moduli': { package: 'openssh-server', digest: MD5, mode: 0o644, uid: 0, gid: 0 } },
  users: ['root', 'sshd'],
  groups: ['root', '_ssh'],
  packages: [{ manager: 'dpkg', packages: [] }],
};

const LEFTOVERS: Leftovers = {
  files: [{ path: '/etc/nginx/nginx.conf', package: 'nginx-common:all=1.28.0-6', digest: MD5 }, { path: '/etc/rpc', package: 'setup', digest: 'a'.repeat(40) }, { path: '/etc/dnf/dnf.conf', package: 'dnf', digest: '7'.repeat(64) }],
  links: [{ path: WANTS, package: 'ssh', target: '/usr/lib/systemd/system/ssh.service' }],
  folders: [{ path: '/etc/nginx', package: 'nginx-common:all=1.28.0-6' }],
  masks: ['/etc/systemd/system/ssh.service'],
  lostFiles: ['/etc/ssh/moduli', '/etc/ssh/ssh_config'],
  lostLinks: ['/etc/rc2.d/S01ssh'],
  witnesses: { 'nginx:amd64=1.28.0-6': [{ path: '/usr/sbin/nginx', digest: MD5 }] },
  users: ['www-data'],
  groups: ['www-data'],
};

/** A path, or a digest, where each of the two has one. */
const withPath = (path: string) => [JSON.stringify({ ...BASELINE, tree: { ...BASELINE.tree, files: [path] } }), JSON.stringify({ ...LEFTOVERS, masks: [path] })] as const;
const withDigest = (digest: string) => JSON.stringify({ ...LEFTOVERS, files: [{ path: '/etc/a', package: 'a', digest }] });

describe('how /etc was', () => {
  it('is read back whole, and with nothing in it', () => {
    const empty: Baseline = { tree: { folders: [], files: [], links: {} }, conffiles: {}, users: [], groups: [], packages: [] };
    for (const baseline of [BASELINE, empty]) expect(parseBaseline(JSON.stringify(baseline))).toEqual(baseline);
    expect(parseBaseline(JSON.stringify(BASELINE).slice(0, -5))).toBeNull();
  });

  it('is read back without the modes of its folders, which older versions did not write down', () => {
    const older: Baseline = { ...BASELINE };
    delete older.modes;
    expect(parseBaseline(JSON.stringify(older))).toEqual(older);
    for (const modes of [{ '/etc/ssh': { mode: 0o755, uid: 0 } }, { '/usr/lib': { mode: 0o755, uid: 0, gid: 0 } }]) expect(parseBaseline(JSON.stringify({ ...older, modes }))).toBeNull();
  });

  it.each([...spoiled(BASELINE, true), ...spoiled(BASELINE, null)])('is worthless where %s is something else', (_, copy) => {
    expect(parseBaseline(JSON.stringify(copy))).toBeNull();
  });
});

describe('what packages left', () => {
  it('is read back whole, and with nothing in it', () => {
    for (const leftovers of [LEFTOVERS, EMPTY_LEFTOVERS]) expect(parseLeftovers(JSON.stringify(leftovers))).toEqual(leftovers);
    expect(parseLeftovers('{}')).toBeNull();
  });

  it.each([...spoiled(LEFTOVERS, true), ...spoiled(LEFTOVERS, null)])('is worthless where %s is something else', (_, copy) => {
    expect(parseLeftovers(JSON.stringify(copy))).toBeNull();
  });
});

describe('a path that is read back', () => {
  it.each(['/usr/bin/sh', '/etc/../usr/bin/sh', '/etc/a/..', '/etc', '/etc/', '/etc/a/', '/etc//x', '/etc/./x', 'etc/x', ' /etc/x', '/etcetera/x', '/var/lib/systemd/linger/x'])('never leads to %s', (path) => {
    const [baseline, leftovers] = withPath(path);
    expect(parseBaseline(baseline)).toBeNull();
    expect(parseLeftovers(leftovers)).toBeNull();
    expect(parseBaseline(JSON.stringify({ ...BASELINE, tree: { ...BASELINE.tree, links: { [path]: 'x' } } }))).toBeNull();
    expect(parseBaseline(JSON.stringify({ ...BASELINE, conffiles: { [path]: BASELINE.conffiles['/etc/ssh/moduli'] } }))).toBeNull();
  });

  it.each(['/etc/.pwd.lock', '/etc/..x', '/etc/a b', '/var/lib/systemd/deb-systemd-user-helper-masked/x'])('may lead to %s', (path) => {
    const [baseline, leftovers] = withPath(path);
    expect(parseBaseline(baseline)).not.toBeNull();
    expect(parseLeftovers(leftovers)).not.toBeNull();
  });
});

it.each(['', 'newconffile', MD5.toUpperCase(), `${MD5}a`, MD5.slice(1), ` ${MD5}`, 'a'.repeat(41), 'a'.repeat(65), 'g'.repeat(64), 'a'])('is no digest: %j', (digest) => {
  expect(parseLeftovers(withDigest(digest))).toBeNull();
});
