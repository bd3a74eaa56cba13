// Command lines in hints: what a shell reads back, and nothing that a terminal would obey.
import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { asRoot, pasteable } from '../../../src/output/shell-words.ts';

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
    [['aptitude', 'install', 'strace'], 'aptitude install strace'],
    [['python3', '-c', 'import apt'], "python3 -c 'import apt'"],
    [['/usr/libexec/packagekitd'], null],
    [['frobnicate', 'install', 'strace'], null],
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

it.each<[words: string[], text: string | null]>([
  [[], 'usr-overlay'],
  [['down', '--lazy'], 'usr-overlay down --lazy'],
  [['up', '--follow', '/srv/my files'], "usr-overlay up --follow '/srv/my files'"],
  [['run', 'sh', '-c', "echo 'a'"], "usr-overlay run sh -c 'echo '\\''a'\\'''"],
  [['up', '--follow', '/srv/`id`'], null],
  [['up', '--follow', '/srv/\x1b[31m'], null],
  [['up', '--follow', `/${'a'.repeat(120)}`], null],
])('%j, to be run as root', (words, text) => {
  expect(asRoot(words)).toBe(text);
});
