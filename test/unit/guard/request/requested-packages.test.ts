// Verb and packages of command lines, and never the value of an option.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { requestedPackages } from '../../../../src/guard/request/requested-packages.ts';

const SECRET = 'hunter2';

test.each<[string, string | null, string[]]>([
  ['apt-get install strace', 'install', ['strace']],
  ['apt-get -y install -qq --no-install-recommends strace=6.1-0.1 jq/trixie libc6:i386', 'install', ['strace', 'jq', 'libc6:i386']],
  ['apt install -- strace', 'install', ['strace']],
  ['apt-get full-upgrade', 'full-upgrade', []],
  ['apt-get install ./dir/strace_6.1_amd64.deb', 'install', ['strace_6.1_amd64.deb']],
  ['dpkg -i /tmp/strace_6.1_amd64.deb', 'install', ['strace_6.1_amd64.deb']],
  ['dpkg --force-all --purge strace', 'purge', ['strace']],
  ['dnf5 install -y @c-development foo*', 'install', ['@c-development', 'foo*']],
  ['dnf group install c-development', 'group', ['c-development']],
  ['dnf grp install c-development', 'grp', ['c-development']],
  ['dnf environment install server-product-environment', 'environment', ['server-product-environment']],
  ['dnf history undo 17', 'history', ['17']],
  ['apt-get autopurge strace', 'autopurge', ['strace']],
  ['dnf5 distro-sync strace', 'distro-sync', ['strace']],
  ['/usr/bin/dpkg -r strace', 'remove', ['strace']],
  ['dpkg -P strace', 'purge', ['strace']],
  ['dpkg -i strace.deb -r jq', 'install', ['strace.deb', 'jq']],
  [`dpkg --log ${SECRET} --install strace.deb`, 'install', ['strace.deb']],
  ['dpkg constructor -r strace', 'remove', ['constructor', 'strace']],
  ['dpkg --remove-architecture i386', null, []],
  ['dpkg-deb -i strace.deb', null, []],
  ['apt-get -P nocheck build-dep strace', 'build-dep', ['strace']],
  ['apt-get install ./strace_6.1.deb.part', 'install', []],
  ['apt-get install ~nstrace jq?x', 'install', []],
  [`apt-get -o Acquire::http::Proxy=http://user:${SECRET}@proxy install strace`, 'install', ['strace']],
  [`apt-get install -o Acquire::http::Proxy=http://user:${SECRET}@proxy strace`, 'install', ['strace']],
  [`apt-get install -oAcquire::http::Proxy=http://user:${SECRET}@proxy strace`, 'install', ['strace']],
  [`apt-get install --option Dir::Etc=${SECRET} strace`, 'install', ['strace']],
  [`dnf install --setopt proxy_password=${SECRET} strace`, 'install', ['strace']],
  [`dnf install --setopt=proxy_password=${SECRET} strace`, 'install', ['strace']],
  [`dnf install --some-password ${SECRET} strace`, 'install', ['strace']],
  [`dnf install https://user:${SECRET}@host/strace.rpm`, 'install', []],
  [`dnf --repofrompath x,https://user:${SECRET}@host/ install strace`, 'install', ['strace']],
  [`dnf --password ${SECRET}`, null, []],
  [`dpkg --configure -a`, 'configure', []],
  [`apt-get frobnicate ${SECRET}`, null, []],
  ['apt-get', null, []],
  ['', null, []],
])('%s', (line, verb, packages) => {
  const requested = requestedPackages(line.split(' '));
  expect(requested).toStrictEqual({ verb, packages });
  expect(JSON.stringify(requested)).not.toContain(SECRET);
});

test.each([
  ...['-y', '--yes', '--assume-yes', '-q', '-qq', '--quiet', '-f', '--fix-broken', '-V', '--reinstall', '--purge', '--auto-remove', '--autoremove'],
  ...['--no-install-recommends', '--install-recommends', '--allow-downgrades', '--only-upgrade'],
  ...['--assumeyes', '-b', '--best', '--nobest', '--no-best', '--refresh', '--allowerasing', '--skip-broken'],
])('what follows %s is a package', (flag) => {
  expect(requestedPackages(['apt-get', 'install', flag, 'strace']).packages).toEqual(['strace']);
});

test.each(['-a', '--pending', '--force-all'])('what follows %s of dpkg is a package', (flag) => {
  expect(requestedPackages(['dpkg', '--configure', flag, 'strace']).packages).toEqual(['strace']);
});

test('whatever option a secret stands behind, and wherever the option stands', () => {
  const option = fc.stringMatching(/^--?[a-z]{1,12}[A-Za-z-]{4,12}$/);
  const secret = fc.stringMatching(/^[a-z0-9]{12,20}$/);
  fc.assert(
    fc.property(option, secret, fc.nat(2), fc.constantFrom(' ', '='), (name, value, at, between) => {
      const words = ['install', 'strace'];
      words.splice(at, 0, `${name}${between}${value}`);
      const requested = requestedPackages(`apt-get ${words.join(' ')}`.split(' '));
      expect(JSON.stringify(requested)).not.toContain(value);
    }),
  );
});
