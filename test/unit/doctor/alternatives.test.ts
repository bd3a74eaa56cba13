import { describe, expect, it } from '@jest/globals';
import { judgeAlternatives, parseAlternative, renderAlternative, withoutChoices } from '../../../src/doctor/alternatives.ts';

const AWK = 'auto\n/usr/bin/awk\nawk.1.gz\n/usr/share/man/man1/awk.1.gz\nnawk\n/usr/bin/nawk\n\n/usr/bin/gawk\n10\n/usr/share/man/man1/gawk.1.gz\n/usr/bin/gawk\n/usr/bin/mawk\n5\n\n\n\n';
/** As Fedora's program writes it. */
const MTA = 'auto\n/usr/sbin/sendmail\nmta-mailq\n/usr/bin/mailq\n\n/usr/sbin/sendmail.postfix\n@mail@60 postfix\n/usr/bin/mailq.postfix\n/usr/bin/msmtp\n70\n\n';

it('reads a group', () => {
  const awk = parseAlternative('awk', AWK);
  expect(awk.choices.map(({ path, priority, slaves }) => [path, priority, slaves])).toEqual([
    ['/usr/bin/gawk', '10', ['/usr/share/man/man1/gawk.1.gz', '/usr/bin/gawk']],
    ['/usr/bin/mawk', '5', ['', '']],
  ]);
  expect([awk.mode, awk.link, awk.slaves.map(({ name }) => name)]).toEqual(['auto', '/usr/bin/awk', ['awk.1.gz', 'nawk']]);
  expect(parseAlternative('empty', '')).toMatchObject({ name: 'empty', choices: [], slaves: [] });
});

it("writes Fedora's as it was", () => {
  expect(renderAlternative(parseAlternative('mta', MTA))).toBe(MTA);
});

describe('a group that loses a choice', () => {
  const mta = parseAlternative('mta', MTA);
  it.each<[string, string, string[], string | undefined, string, [string | null, string | null]]>([
    ['leads to the next best', 'auto', ['/usr/bin/msmtp'], '/usr/bin/msmtp', 'auto', ['/usr/sbin/sendmail.postfix', '/usr/bin/mailq.postfix']],
    ['goes on as it was chosen by hand', 'manual', ['/usr/bin/msmtp'], '/usr/sbin/sendmail.postfix', 'manual', ['/usr/sbin/sendmail.postfix', '/usr/bin/mailq.postfix']],
    ['is automatic again where the chosen one went', 'manual', ['/usr/sbin/sendmail.postfix'], '/usr/sbin/sendmail.postfix', 'auto', ['/usr/bin/msmtp', null]],
  ])('%s', (_, mode, gone, current, then, [own, slave]) => {
    const { group, links } = withoutChoices({ ...mta, mode }, new Set(gone), current);
    expect(group?.mode).toBe(then);
    expect(group?.choices.map(({ path }) => path)).not.toEqual(expect.arrayContaining(gone));
    expect([...links]).toEqual([['mta', own], ['mta-mailq', slave]]);
  });

  it('goes with the last one', () => {
    expect(withoutChoices(mta, new Set(['/usr/bin/msmtp', '/usr/sbin/sendmail.postfix']), undefined)).toEqual({ group: null, links: new Map([['mta', null], ['mta-mailq', null]]) });
  });
});

it('finds choices that are gone, links that are wrong, and links of nobody; not what a slim image lacks', () => {
  const links = new Map([['awk', '/usr/bin/gawk'], ['awk.1.gz', '/usr/share/man/man1/gawk.1.gz'], ['nawk', '/usr/bin/gawk'], ['vi', '/usr/bin/vim'], ['editor', '/usr/bin/nano'], ['old', '/usr/bin/old'], ['page', '/usr/share/man/man7/page.7.gz']]);
  const one = (name: string, path: string) => parseAlternative(name, `auto\n/usr/bin/${name}\n\n${path}\n1\n\n`);
  const groups = [parseAlternative('awk', AWK), one('vi', '/usr/bin/vi'), one('editor', '/usr/bin/nano'), one('page', '/usr/share/man/man7/page.7.gz')];
  const there = new Set(['/usr/bin/mawk', '/usr/bin/vi', '/usr/bin/nano']);
  expect(judgeAlternatives({ groups, links, isThere: (path) => there.has(path) })).toEqual([
    { kind: 'choice', name: 'awk', gone: ['/usr/bin/gawk'] },
    { kind: 'link', name: 'vi', target: '/usr/bin/vim' },
    { kind: 'stray', name: 'old', target: '/usr/bin/old' },
  ]);
});
