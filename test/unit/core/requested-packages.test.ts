// Verb and packages of command lines, and never the value of an option.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { requestedPackages } from '../../../src/core/requested-packages.ts';

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
  expect(requested).toEqual({ verb, packages });
  expect(JSON.stringify(requested)).not.toContain(SECRET);
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
