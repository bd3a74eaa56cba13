import { expect, it } from '@jest/globals';
import { judgeAlternatives, parseAlternative, parseSlaves } from '../../../src/doctor/alternatives.ts';

const AWK = 'auto\n/usr/bin/awk\nawk.1.gz\n/usr/share/man/man1/awk.1.gz\nnawk\n/usr/bin/nawk\n\n/usr/bin/gawk\n10\n/usr/share/man/man1/gawk.1.gz\n/usr/bin/gawk\n/usr/bin/mawk\n5\n\n\n\n';

it('reads a group', () => {
  expect(parseAlternative('awk', AWK)).toEqual({ name: 'awk', choices: ['/usr/bin/gawk', '/usr/bin/mawk'] });
  expect(parseSlaves(AWK)).toEqual(['awk.1.gz', 'nawk']);
  expect(parseAlternative('empty', '')).toEqual({ name: 'empty', choices: [] });
});

it('finds choices that are gone, links that are wrong, and links of nobody; not what a slim image lacks', () => {
  const links = new Map([['awk', '/usr/bin/gawk'], ['awk.1.gz', '/usr/share/man/man1/gawk.1.gz'], ['vi', '/usr/bin/vim'], ['editor', '/usr/bin/nano'], ['old', '/usr/bin/old'], ['page', '/usr/share/man/man7/page.7.gz']]);
  const groups = [parseAlternative('awk', AWK), { name: 'vi', choices: ['/usr/bin/vi'] }, { name: 'editor', choices: ['/usr/bin/nano'] }, { name: 'page', choices: ['/usr/share/man/man7/page.7.gz'] }];
  const there = new Set(['/usr/bin/mawk', '/usr/bin/vi', '/usr/bin/nano']);
  expect(judgeAlternatives({ groups, links, slaves: new Set(parseSlaves(AWK)), isThere: (path) => there.has(path) })).toEqual([
    { kind: 'choice', name: 'awk', gone: ['/usr/bin/gawk'] },
    { kind: 'link', name: 'vi', target: '/usr/bin/vim' },
    { kind: 'stray', name: 'old', target: '/usr/bin/old' },
  ]);
});
