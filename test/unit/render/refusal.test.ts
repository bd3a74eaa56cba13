// The user's own command as first hint: what a shell reads back, and nothing that a terminal would obey.
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { parseFacts } from '../../../src/core/facts.ts';
import { describeHost } from '../../../src/core/host.ts';
import { pasteable } from '../../../src/render/pasteable.ts';
import { refusalHints } from '../../../src/render/refusal.ts';

describe('pasteable', () => {
  it.each<[string[], string | null]>([
    [['apt-get', 'install', '-y', 'strace'], 'apt-get install -y strace'],
    [['/usr/bin/apt', 'install', './a b.deb'], "/usr/bin/apt install './a b.deb'"],
    [['dpkg', '-i', "it's.deb"], "dpkg -i 'it'\\''s.deb'"],
    [['apt-get', '-o', 'A::B=$HOME', ''], "apt-get -o 'A::B=$HOME' ''"],
    [['apt-get', '-o', 'Acquire::http::Proxy=http://user:hunter2@proxy', 'install', 'strace'], null],
    [['dnf', '--setopt=proxy_password=hunter2', 'install', 'strace'], null],
    [['apt-get', 'install', '\x1b[31mred'], null],
    [['apt-get', 'install', 'two\nlines'], null],
    [['apt-get', 'install', '`id`'], null],
    [['apt-get', 'install', 'päckchen'], null],
    [['apt-get', 'install', 'p'.repeat(120)], null],
    [['aptitude', 'install', 'strace'], null],
    [['/tmp/apt', 'install', 'strace'], null],
    [[], null],
  ])('%j', (words, expected) => {
    expect(pasteable(words)).toBe(expected);
  });

  it('is read back by a shell word by word', () => {
    const texts: string[] = [];
    const expected: string[] = [];
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 }), (words) => {
        const text = pasteable(['apt', ...words]);
        if (text === null) return;
        expect(text).toMatch(/^[\x20-\x7e]*$/);
        texts.push(`printf '%s\\n' ${text} .`);
        expected.push('apt', ...words, '.');
      }),
    );
    expect(execFileSync('sh', ['-c', texts.join('\n')], { encoding: 'utf8' })).toBe(`${expected.join('\n')}\n`);
  });
});

describe('the hints of a refusal', () => {
  const locked = '20 1 254:0 / / ro - ext4 /dev/vda ro';
  const overlay = '40 20 0:50 / /usr ro - overlay overlay ro,lowerdir=usr,upperdir=/var/tmp/ostree-unlock-ovl.X/upper';
  const hostOf = (lines: string[], environment = 'overlayfs=yes\n') => describeHost(parseFacts({ mountinfo: lines.join('\n'), environment }));
  const OWN = 'run `sudo usr-overlay run apt install strace` to do just this until the next reboot';
  const request = { layer: 'early', command: ['apt', 'install', 'strace'] } as const;

  it('begin with the own command, and the plain way stands behind it', () => {
    expect(refusalHints('read-only-usr', hostOf([locked]), request)).toEqual([OWN, 'run `sudo usr-overlay` to change /usr until the next reboot']);
    expect(refusalHints('overlay-read-only', hostOf([locked, overlay]), request)[0]).toBe(OWN);
  });

  it('leave it out where no overlay can be had', () => {
    expect(refusalHints('read-only-usr', hostOf([locked], 'overlayfs=no\n'), request)).toHaveLength(1);
    expect(refusalHints('container-read-only', hostOf([locked]), request)).not.toContain(OWN);
    expect(refusalHints('sysext-merged', hostOf([locked]), request)).not.toContain(OWN);
  });

  it.each([['dpkg', '--configure', '-a'], ['dpkg', '--configure', 'strace'], ['apt', '--fix-broken', 'install'], ['apt-get', 'install', '-yf'], ['/usr/bin/apt-get', '-f', 'install']])('name doctor where the command only repairs: %s %s %s', (...command) => {
    expect(refusalHints('read-only-usr', hostOf([locked]), { layer: 'dpkg', command })[0]).toBe(
      'run `usr-overlay doctor` to see what is wrong and how it is repaired for good: what is repaired in an overlay is lost with it',
    );
  });

  it.each([['apt-get', '-f', 'install', 'strace'], ['apt', 'install', '--force-yes'], ['apt-get', 'remove', '-f'], ['dnf', 'install', '-f'], ['dpkg', '-i', 'configure.deb']])('do not where it asks for more: %s %s %s %s', (...command) => {
    expect(refusalHints('read-only-usr', hostOf([locked]), { layer: 'early', command })[0]).toContain('usr-overlay run');
  });

  it('are at most three', () => {
    expect(refusalHints('stale-unlock', hostOf([locked], 'man=no\n'), request)).toHaveLength(3);
  });
});
