// What apt tells of its plan unasked: early to a JSON hook, and all of it to the hook just before dpkg.
import { describe, expect, it } from '@jest/globals';
import { parseAptRecord } from '../../../../src/guard/request/apt-record.ts';
import { parsePreInstall } from '../../../../src/guard/request/pre-install.ts';

describe('the plan that apt tells a JSON hook', () => {
  const hello = '{"jsonrpc":"2.0","method":"org.debian.apt.hooks.hello","id":0,"params":{"versions":["0.1","0.2"],"options":[{"name":"APT::Get::Simulate","value":"true"},{"name":"DPkg::Options::","value":"--root=/a"}]}}';
  const version = (text: string, label = 'Debian') => ({ id: 1, version: text, architecture: 'amd64', pin: 500, origins: [{ archive: 'stable', codename: 'trixie', version: '13.1', label }] });
  const packages = [
    { name: 'strace', mode: 'install', versions: { candidate: version('6'), install: version('6') } },
    { name: 'base-files', mode: 'upgrade', versions: { install: version('14'), current: version('13') } },
    { name: 'nano', mode: 'purge', versions: { candidate: version('9'), install: version('9'), current: version('8') } },
  ];
  const message = (method: string, list: unknown) => JSON.stringify({ jsonrpc: '2.0', method: `org.debian.apt.hooks.install.${method}`, params: { command: 'install', packages: list } });

  it('is read with its origins, and with the configuration where apt tells it', () => {
    expect(parseAptRecord(`${hello}\n\n${message('pre-prompt', packages)}\n\n{"method":"org.debian.apt.hooks.bye"}\n\n`)).toEqual({
      packages: [
        { name: 'strace', from: null, to: '6', origin: 'Debian:13.1/stable' },
        { name: 'base-files', from: '13', to: '14', origin: 'Debian:13.1/stable' },
        { name: 'nano', from: '8', to: null, origin: '' },
      ],
      incoming: [{ name: 'strace', architecture: 'amd64', version: '6' }, { name: 'base-files', architecture: 'amd64', version: '14' }],
      config: new Map([['apt::get::simulate', ['true']], ['dpkg::options::', ['--root=/a']]]),
    });
    expect(parseAptRecord(message('pre-prompt', []))).toEqual({ packages: [], incoming: [], config: null });
  });

  it('is none where it was cut off, or is one of a later message', () => {
    expect(parseAptRecord('')).toBeNull();
    expect(parseAptRecord(message('pre-prompt', packages).slice(0, -5))).toBeNull();
    expect(parseAptRecord(message('statistics', packages))).toBeNull();
    expect(parseAptRecord('{"method":"org.debian.apt.hooks.install.pre-prompt","params":{"packages":[null,{"name":1},{"name":"a"}]}}')?.packages).toEqual([{ name: 'a', from: null, to: null, origin: '' }]);
  });
});

it('the plan that libapt tells just before dpkg: archives, removals, and what is only configured', () => {
  const told = parsePreInstall(`VERSION 3
APT::Get::Download-Only=1
a%3db=c%20d

strace - - none < 6 amd64 none /var/cache/apt/archives/strace_6_amd64.deb
strace - - none < 6 amd64 none **CONFIGURE**
libc6 2 i386 same < 3 i386 same /with a space/libc6.deb
libc6 2 amd64 same < 3 amd64 same /libc6.deb
linux-image-6 1 amd64 none > - - none **REMOVE**
tiny 1.0 all 1 = 1.0  all 1 **REMOVE**
initramfs-tools 1 all none < 1 all none **CONFIGURE**
`);
  expect(told?.config).toEqual(new Map([['apt::get::download-only', ['1']], ['a=b', ['c d']]]));
  expect(told?.packages).toEqual([
    { name: 'strace', from: null, to: '6' },
    { name: 'libc6', from: '2', to: '3' },
    { name: 'libc6', from: '2', to: '3' },
    { name: 'linux-image-6', from: '1', to: null },
    { name: 'tiny', from: '1.0', to: null },
    { name: 'initramfs-tools', from: '1', to: '1', isConfigured: true },
  ]);
  expect(told?.incoming.map(({ archive }) => archive)).toEqual(['/var/cache/apt/archives/strace_6_amd64.deb', '/with a space/libc6.deb', '/libc6.deb']);
});

it.each(['', 'VERSION 3\nA=1\n', 'VERSION 3\nA=1', '/var/cache/apt/archives/strace_6_amd64.deb\n'])('%j is no plan: the hook was told none, or not all of it', (text) => {
  expect(parsePreInstall(text)).toBeNull();
});

it('a plan in which there is nothing to do is one', () => {
  expect(parsePreInstall('VERSION 3\nA=1\n\n')?.packages).toEqual([]);
});
