import { expect, it } from '@jest/globals';
import { parseFacts } from '../../../src/host/facts.ts';
import { CHECKSUM, ROOT } from '../mount-lines.ts';

it('nothing is known without evidence', () => {
  expect(parseFacts({})).toEqual({
    mounts: null, mountsOfPid1: null, kernelArguments: [], ostreeBooted: false, unlockedFiles: [], bootedDeployment: null, bootcStatus: null,
    deployedFromImage: null, bootcSilence: null, databases: [], environment: {}, distribution: null,
  });
});

it('each probe becomes its fact', () => {
  const stateFile = `/run/ostree/deployment-state/${CHECKSUM}.0/unlocked-transient`;
  expect(parseFacts({
    mountinfo: ROOT.replace(' / / ', ' / /sysroot '),
    'mountinfo-pid1': ROOT.replace(' / / ', ' / /home '),
    cmdline: ' quiet  rw\n',
    'os-release': 'ID=debian\nPRETTY_NAME="Debian GNU/Linux"\nVERSION_ID=13\n',
    'ostree-booted': '',
    'run-ostree.stat': `regular file 644 0 ${stateFile}\n`,
    'ostree-admin-status': `* debian ${CHECKSUM}.3\n`,
    origin: '[origin]\nrefspec=debian/os\n',
    'bootc-status.json': '{"kind":"BootcHost","spec":{"image":{}},"status":{"booted":{}}}',
    environment: 'databases=/var/lib/dpkg:/usr/lib/sysimage/rpm:none\nunknown=1\nman=no',
  })).toEqual({
    mounts: [expect.objectContaining({ mountPoint: '/sysroot' })],
    mountsOfPid1: null,
    kernelArguments: ['quiet', 'rw'],
    ostreeBooted: true,
    unlockedFiles: [{ path: stateFile, unlocked: 'transient' }],
    bootedDeployment: { stateroot: 'debian', checksum: CHECKSUM, serial: 3, unlocked: 'none' },
    deployedFromImage: false,
    bootcStatus: { managed: true, storage: null, usrOverlay: null },
    bootcSilence: null,
    databases: ['/var/lib/dpkg', '/usr/lib/sysimage/rpm'],
    environment: { databases: '/var/lib/dpkg:/usr/lib/sysimage/rpm:none', man: 'no' },
    distribution: { id: 'debian', name: 'Debian GNU/Linux' },
  });
});

it('where /usr is a link, what is mounted where it leads is mounted on /usr', () => {
  const mountinfo = '1 0 8:1 / / rw - ext4 /dev/a rw\n2 1 0:9 / /system/usr rw - overlay o rw\n3 1 0:8 / /system rw - tmpfs t rw\n';
  const points = (environment: string) => parseFacts({ mountinfo, environment }).mounts?.map(({ mountPoint }) => mountPoint);
  expect(points('usr-path=/system/usr\n')).toEqual(['/', '/usr']);
  expect(points('')).toEqual(['/']);
});

it('what is mounted where a link to a package database leads counts', () => {
  const mountinfo = '1 0 8:1 / / rw - ext4 /dev/a rw\n2 1 0:9 / /var/lib/dpkg.real rw - overlay usr-overlay-follow rw\n3 1 0:8 / /srv rw - tmpfs t rw\n';
  const points = (environment: string) => parseFacts({ mountinfo, environment }).mounts?.map(({ mountPoint }) => mountPoint);
  expect(points('databases=/var/lib/dpkg.real\n')).toEqual(['/', '/var/lib/dpkg.real']);
});
