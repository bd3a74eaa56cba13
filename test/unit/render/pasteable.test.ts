import { expect, it } from '@jest/globals';
import { asRoot } from '../../../src/render/pasteable.ts';

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
