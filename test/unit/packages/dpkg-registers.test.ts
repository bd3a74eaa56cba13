import { describe, expect, it } from '@jest/globals';
import { changedTriggers, diversionsIn, findStaleDiversions, missingOverrides, renderDiversions, withoutOverrides } from '../../../src/packages/dpkg-registers.ts';

const DIVERSIONS = '/usr/bin/img\n/usr/lib/guard/img.real\nguard\n/bin/sh\n/bin/sh.distrib\ndash\n/usr/bin/own\n/usr/bin/own.local\n:\n';

describe('diversions', () => {
  it('are written as they were read', () => {
    expect(renderDiversions(diversionsIn(DIVERSIONS))).toBe(DIVERSIONS);
  });

  it.each([
    ['of a package that is gone', ['/usr/bin/img'], ['/usr/bin/img'], ['guard']],
    ['whose file lies where it was diverted to', ['/usr/bin/img', '/usr/lib/guard/img.real'], ['/usr/bin/img'], []],
    ['of a file that nobody has', [], [], ['guard']],
    ['of a file that somebody lists, and that is nowhere', [], ['/usr/bin/img'], []],
  ])('%s', (_, there, listed, expected) => {
    const found = findStaleDiversions({ diversions: diversionsIn(DIVERSIONS), installed: new Set(['dash']), listed: new Set(listed), isThere: (path) => there.includes(path) });
    expect(found.map(({ by }) => by)).toEqual(expected);
  });
});

it('overrides go with their files, and come back from the image', () => {
  const text = 'root adm 2755 /usr/bin/gone tool\nroot root 4755 /usr/bin/kept\n';
  expect(withoutOverrides(text, (path) => path === '/usr/bin/gone tool')).toBe('root root 4755 /usr/bin/kept\n');
  expect(missingOverrides(text, 'root mail 2755 /usr/bin/kept\nroot mail 2755 /usr/bin/again\nroot mail 2755 /usr/bin/other\n', new Set(['/usr/bin/kept', '/usr/bin/again']))).toBe('root mail 2755 /usr/bin/again\n');
});

describe('triggers', () => {
  const files = new Map([['File', '/usr/lib/a lib:amd64\n/usr/share b/noawait\n/usr/old pkg\n'], ['ldconfig', 'libc-bin/noawait\n'], ['mine', 'pkg\n']]);

  it('are those that a package says, in the place that they had', () => {
    const changed = changedTriggers(files, 'pkg', '# none\ninterest /usr/new\ninterest-noawait ldconfig\nactivate x\n');
    expect([...changed]).toEqual([['File', '/usr/lib/a lib:amd64\n/usr/share b/noawait\n/usr/new pkg\n'], ['ldconfig', 'libc-bin/noawait\npkg/noawait\n'], ['mine', null]]);
  });

  it('stay where they are right', () => {
    expect(changedTriggers(files, 'pkg', 'interest /usr/old\ninterest-await mine\n').size).toBe(0);
    expect(changedTriggers(files, 'a', '').size).toBe(0);
  });
});
