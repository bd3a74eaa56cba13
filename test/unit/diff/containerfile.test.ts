// Print lines that give an image the same packages: each case to the letter.
import { describe, expect, it } from '@jest/globals';
import type { Offer } from '../../../src/packages/repository-versions.ts';
import type { PackageChange } from '../../../src/packages/package-changes.ts';
import type { StayingChange } from '../../../src/diff/etc-edits.ts';
import { containerfileLines } from '../../../src/diff/containerfile.ts';

const changed = (name: string, more: Partial<PackageChange> = {}): PackageChange => ({
  manager: 'dpkg', name, label: name, architecture: 'amd64', change: 'installed', before: null, after: '1.0-1', asked: true, implied: false, ...more,
});

const written = (path: string, more: Partial<StayingChange> = {}): StayingChange => ({
  path, change: 'changed', type: 'file', what: 'content', size: 1, sizeBefore: 1, again: false, asShipped: false, ...more,
});

function lines(rows: readonly [PackageChange, Offer][], staying: readonly StayingChange[] = []): string[] {
  return containerfileLines({ changes: rows.map(([change]) => change), offers: new Map(rows), staying });
}

describe('containerfileLines', () => {
  it.each<[string, [PackageChange, Offer][], string[]]>([
    ['nothing', [], ['# nothing to add: the overlay has the packages of the image']],
    ['one', [[changed('jq'), 'first']], ['RUN apt-get update && apt-get install -y --no-install-recommends jq']],
    ['what it needs comes by itself', [[changed('jq'), 'first'], [changed('libjq1', { asked: false, implied: true }), 'first']], ['RUN apt-get update && apt-get install -y --no-install-recommends jq']],
    [
      'a recommended one is named, and marked again',
      [[changed('jq'), 'first'], [changed('jq-doc', { asked: false }), 'first']],
      ['RUN apt-get update && apt-get install -y --no-install-recommends jq jq-doc && apt-mark auto jq-doc'],
    ],
    [
      'a version that apt would not choose, although something needs it',
      [[changed('jq', { after: '1.6~bpo12+1' }), 'other'], [changed('libjq1', { asked: false, implied: true, after: '1.6~bpo12+1' }), 'other']],
      [
        'RUN apt-get update && apt-get install -y --no-install-recommends \\',
        "    'jq=1.6~bpo12+1' \\",
        "    'libjq1=1.6~bpo12+1' \\",
        '    && apt-mark auto libjq1',
      ],
    ],
    [
      'a downgrade, a foreign architecture, a removal',
      [
        [changed('jq', { change: 'downgraded', before: '1.7', after: '1.6' }), 'other'],
        [changed('libc6', { label: 'libc6:i386', architecture: 'i386' }), 'first'],
        [changed('nano', { change: 'removed', before: '8.0', after: null, asked: null }), 'unknown'],
      ],
      ['RUN apt-get update && apt-get install -y --no-install-recommends --allow-downgrades \\', '    jq=1.6 \\', '    libc6:i386', 'RUN apt-get remove -y nano'],
    ],
    [
      'a local file',
      [[changed('tool', { after: '1:2.0' }), 'none']],
      [
        '# from a local file, not from a repository: put it beside the Containerfile, then',
        '# COPY tool_2.0_amd64.deb /tmp/',
        '# RUN apt-get update && apt-get install -y --no-install-recommends /tmp/tool_2.0_amd64.deb',
      ],
    ],
    [
      'no lists',
      [[changed('jq'), 'unknown']],
      ['# no package lists here: whether a repository has these versions is not known', 'RUN apt-get update && apt-get install -y --no-install-recommends jq'],
    ],
    [
      'dnf',
      [
        [changed('jq', { manager: 'rpm', architecture: 'x86_64' }), 'first'],
        [changed('oniguruma', { manager: 'rpm', architecture: 'x86_64', asked: false, implied: true }), 'first'],
        [changed('kernel', { manager: 'rpm', architecture: 'x86_64', after: '6.1-1' }), 'other'],
        [changed('bash', { manager: 'rpm', change: 'upgraded', before: '5.1-1', after: '5.2-1' }), 'first'],
        [changed('vim', { manager: 'rpm', change: 'removed', after: null }), 'unknown'],
      ],
      ['RUN dnf -y install --setopt=install_weak_deps=False jq kernel-6.1-1.x86_64', 'RUN dnf -y upgrade bash', 'RUN dnf -y remove vim'],
    ],
  ])('%s', (_, rows, expected) => expect(lines(rows)).toEqual(expected));

  it('names edited files, and no path ends a comment', () => {
    const own = [
      written('/etc/app.conf'),
      written('/etc/as it was.conf', { asShipped: true }),
      written('/etc/a b'),
      written('/etc/a\nRUN rm -rf /'),
      written('/etc/lat\xe9'),
      written('/etc/mode', { what: 'metadata' }),
      written('/etc/link', { type: 'symlink' }),
      written('/etc/gone', { change: 'removed', what: null }),
      written('/etc/passwd'),
      written('/var/lib/app/state'),
    ];
    expect(lines([], own)).toEqual([
      '# changed in /etc: put copies beside the Containerfile, then',
      '# COPY etc/app.conf /etc/app.conf',
      '# COPY ["etc/a b","/etc/a b"]',
      '# COPY ["etc/a\\nRUN rm -rf /","/etc/a\\nRUN rm -rf /"]',
      '# no COPY can name "/etc/lat\\351"',
    ]);
  });
});
