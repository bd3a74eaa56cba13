// Whom `down` waits for.

import { describe, expect, it } from '@jest/globals';
import { isPackageManager } from '../../../../src/packages/io/running-manager.ts';

describe('a package manager', () => {
  it.each([
    'dpkg -i x.deb',
    '/usr/bin/dpkg --status-fd 20 --configure --pending',
    'apt-get install strace',
    'aptitude',
    '/usr/bin/python3 /usr/bin/dnf install strace',
    '/usr/bin/python3.13 -sP /usr/bin/dnf-3 upgrade',
    '/usr/bin/python3 /usr/bin/unattended-upgrade -d',
    'dnf5 install strace',
    'rpm -i x.rpm',
  ])('is at work as %s', (line) => {
    expect(isPackageManager(line.split(' '))).toBe(true);
  });

  it.each(['', 'dpkg-query -W', 'less /var/log/dpkg', 'python3', 'python3 -m http.server', 'grep apt', 'my-dpkg -i x.deb', 'ipython3 /usr/bin/dnf', 'pythonic /usr/bin/dnf', '/usr/libexec/packagekitd', 'usr-overlay run apt-get install strace'])('is not at work as %j', (line) => {
    expect(isPackageManager(line.split(' '))).toBe(false);
  });
});
