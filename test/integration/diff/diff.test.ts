// `usr-overlay diff` after an afternoon's work in an overlay: all three answers to the letter, and the Containerfile's lines executed in the image.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const shell = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.sh`), 'utf8');

const FILES = `A   28B /usr/bin/tiny-app
C   33B /usr/bin/tiny-app-base
A   35B /usr/bin/tiny-app-choice
A   33B /usr/bin/tiny-app-deep
A   32B /usr/bin/tiny-app-doc
A   32B /usr/bin/tiny-app-lib
C   29B /usr/bin/tiny-dist (metadata)
C   31B /usr/bin/tiny-orphan (metadata)
C     - /usr/bin/tiny-present (type)
D   34B /usr/bin/tiny-reinstall
D   31B /usr/bin/tiny-remove
A   34B /usr/bin/tiny-renamed
C   32B /usr/bin/tiny-upgrade
A    5B /usr/share/base-passwd/again
A     - /usr/share/base-passwd/deep/
A    0B /usr/share/base-passwd/deep/file
D  434B /usr/share/base-passwd/group.master
A    5B /usr/share/base-passwd/only
D  839B /usr/share/base-passwd/passwd.master
A     - /usr/share/odd/
A    0B "/usr/share/odd/a line\\nand \\"another\\""
A     - /usr/share/odd/fifo
A    0B /usr/share/odd/grün
A    0B "/usr/share/odd/latin\\351"
A     - /usr/share/odd/null
A    0B "/usr/share/odd/so (stays)"
C    0B /etc/fstab (stays, metadata)
D   28B /etc/hosts (stays)
A    4B /etc/tiny own.conf (stays)
A   25B /etc/tiny-app.conf (as shipped)
C   37B /etc/tiny-conffile.conf (stays)

Discarded with the overlay: 17 added (199B), 5 changed (125B), 4 removed (1.3K)
Kept: 1 added (4B), 2 changed (37B), 1 removed (28B)
`;

const PACKAGES = `Installed:
  tiny-app 1.0

Installed as dependencies:
  tiny-app-choice 1.0
  tiny-app-deep 1.0
  tiny-app-doc 1.0
  tiny-app-lib 1.0

Upgraded:
  tiny-app-base 1.0 -> 1.1
  tiny-upgrade 1.0 -> 1.1

Removed:
  tiny-remove 1.0

5 installed, 2 upgraded, 1 removed
`;

const CONTAINERFILE = `RUN apt-get update && apt-get install -y --no-install-recommends \\
    tiny-app \\
    tiny-app-choice \\
    tiny-app-doc \\
    tiny-upgrade \\
    && apt-mark auto tiny-app-choice tiny-app-doc
RUN apt-get remove -y tiny-remove
# changed in /etc: put copies beside the Containerfile, then
# COPY ["etc/tiny own.conf","/etc/tiny own.conf"]
# COPY etc/tiny-conffile.conf /etc/tiny-conffile.conf
`;

const ANSWERS = 'usr-overlay diff; usr-overlay diff --packages; usr-overlay diff --containerfile\n';

describe('files, packages and lines that build the same', () => {
  it.each(
    rows([
      ['locked', 'bookworm', 'var'],
      quick(['locked', 'trixie', 'var']),
      ['locked', 'forky', 'var'],
      ['locked', 'forky-composefs', 'var'],
      ['locked', 'trixie', 'usr'],
    ]),
  )('%s, %s, the database in /%s', async (state, variant, database) => {
    const { stdout, stderr } = await onHost({ variant, state, database }, `${shell('changes')}${shell('odd-files')}${ANSWERS}${shell('wanted')}${shell('image')}${shell('build')}`);
    expect(stdout).toBe(`${FILES}${PACKAGES}${CONTAINERFILE}same\n`);
    expect(stderr).toBe('');
  }, 300_000);
});
