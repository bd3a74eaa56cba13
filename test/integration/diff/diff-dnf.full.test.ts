// `usr-overlay diff --packages` and `--containerfile` of what dnf 4, dnf 5 and rpm itself did in an overlay; the lines executed in the image.
import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onDnfHost } from '../dnf-host.ts';

const BUILD = ['image', 'build-rpm'].map((name) => readFileSync(join(import.meta.dirname, `${name}.sh`), 'utf8')).join('');

const JOB = `
usr-overlay >/dev/null || exit
say install4 dnf4 -y install rpm-install; say install5 dnf5 -y install rpm-second; say upgrade dnf4 -y upgrade rpm-upgrade; say remove dnf4 -y remove rpm-remove
say file rpm -i --nodeps /run/dnf/rpm-file-1.0-1.noarch.rpm
usr-overlay diff --packages; usr-overlay diff --containerfile
rpm -qa | sort >/run/wanted; usr-overlay diff --containerfile >/run/Containerfile; usr-overlay diff | grep -o '.* /usr/bin/rpm-.*'
`;

it('forky', async () => {
  const { stdout, stderr } = await onDnfHost({ variant: 'forky', state: 'locked' }, `${JOB}${BUILD}`);
  expect(stdout).toBe(`install4 0
install5 0
upgrade 0
remove 0
file 0
Installed:
  rpm-install 1.0-1
  rpm-second 1.0-1

Installed:
  rpm-file 1.0-1

Upgraded:
  rpm-upgrade 1.0-1 -> 2.0-1

Removed:
  rpm-remove 1.0-1

3 installed, 1 upgraded, 1 removed
RUN dnf -y install --setopt=install_weak_deps=False rpm-install rpm-second
RUN dnf -y upgrade rpm-upgrade
RUN dnf -y remove rpm-remove
# from a local file, not from a repository: put it beside the Containerfile, then
# COPY rpm-file-1.0-1.noarch.rpm /tmp/
# RUN dnf -y install /tmp/rpm-file-1.0-1.noarch.rpm
A   28B /usr/bin/rpm-file
A   31B /usr/bin/rpm-install
D   30B /usr/bin/rpm-remove
A   30B /usr/bin/rpm-second
C   31B /usr/bin/rpm-upgrade
same
`);
  expect(stderr).not.toContain('bug in usr-overlay');
}, 300_000);

it('forky: configuration as shipped goes with its package, and without lists nobody knows where a package is from', async () => {
  const { stdout } = await onDnfHost({ variant: 'forky', state: 'locked' }, `
usr-overlay >/dev/null
dnf5 -y install rpm-etc >/dev/null 2>&1
usr-overlay diff | grep -e rpm-etc.conf -e ^Kept; usr-overlay diff --containerfile | grep -c COPY
dnf5 clean all >/dev/null 2>&1
usr-overlay diff --containerfile | grep -c 'from a local file'
`);
  expect(stdout).toBe('A    8B /etc/rpm-etc.conf (as shipped)\nKept: nothing\n0\n0\n');
}, 300_000);
