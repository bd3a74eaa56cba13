// Which changed packages come by themselves when those that were asked for are installed again.

import { describe, expect, it } from '@jest/globals';
import { impliedPackages } from '../../../src/packages/implied-packages.ts';
import { isInstalled, type Package } from '../../../src/packages/package-set.ts';

const of = (name: string, more: Partial<Package> = {}): Package =>
  ({ name, architecture: 'amd64', version: '2', state: 'installed', asked: false, depends: '', needed: null, conffiles: [], ...more });
const asked = (depends: string, more: Partial<Package> = {}): Package => of('tool', { asked: true, depends, ...more });

function along(after: readonly Package[], before: readonly Package[] = []): string[] {
  const pairs = after.map((each) => ({ before: before.find((old) => old.name === each.name && isInstalled(old)) ?? null, after: each }));
  return [...impliedPackages({ manager: 'dpkg', packages: before }, pairs)].map(({ name }) => name);
}

describe('a package that is needed comes along', () => {
  it.each<[string, string[], Package[]]>([
    ['directly', ['lib'], [asked('lib'), of('lib')]],
    ['over others', ['lib', 'data'], [asked('lib'), of('lib', { depends: 'data' }), of('data')]],
    ['with a version, an architecture and blanks', ['lib'], [asked(' lib:any ( >= 2 ) '), of('lib')]],
    ['of all architectures', ['lib'], [asked('lib'), of('lib', { architecture: 'all' })]],
    ['by one of all architectures', ['lib'], [asked('lib', { architecture: 'all' }), of('lib')]],
    ['not as the second alternative', [], [asked('other | lib'), of('lib')]],
    ['not of another architecture', [], [asked('lib'), of('lib', { architecture: 'i386' })]],
    ['not where it could be either of two', [], [asked('lib'), of('lib'), of('lib', { architecture: 'i386' })]],
    ['not where it was asked for itself', [], [asked('lib'), of('lib', { asked: true })]],
    ['not where nobody knows who asked for it', [], [asked('lib'), of('lib', { asked: null })]],
    ['not what only looks like a name in a broken field', [], [asked('$lib'), of('lib')]],
    ['nor itself', [], [asked('tool')]],
    ['of a circle all but the first', ['two'], [of('one', { depends: 'two' }), of('two', { depends: 'one' })]],
    ['of a recommendation what it needs', ['lib'], [asked(''), of('extra', { depends: 'lib' }), of('lib')]],
  ])('%s', (_, expected, after) => {
    expect(along(after)).toEqual(expected);
  });

  it('where only its configuration had stayed', () => {
    expect(along([asked('lib'), of('lib')], [of('lib', { state: 'config-files' })])).toEqual(['lib']);
  });
});

describe('an upgrade comes along where the old version would not do', () => {
  it.each<[boolean, string]>([
    [true, '(>= 2)'], [true, '(>> 1)'], [true, '(= 2)'], [true, '(<< 1)'], [true, '(<= 0)'],
    [false, ''], [false, '(>= 1)'], [false, '(>= 0)'], [false, '(>> 0)'], [false, '(<= 1)'], [false, '(<= 3)'], [false, '(<< 2)'], [false, '(= 1)'],
  ])('%s: lib %s', (comes, condition) => {
    expect(along([asked(`lib ${condition}`), of('lib')], [of('lib', { version: '1' })])).toEqual(comes ? ['lib'] : []);
  });

  it.each([[' lib:any (>= 2)'], ['lib:any (>=2)'], ['lib (>=  2 )'], ['other, lib:amd64 (>= 2) | last']])('written as %j', (depends) => {
    expect(along([asked(depends), of('lib')], [of('lib', { version: '1' })])).toEqual(['lib']);
    expect(along([asked(depends.replace('2', '1')), of('lib')], [of('lib', { version: '1' })])).toEqual([]);
  });

  it('whoever asked for it once', () => {
    expect(along([asked('lib (>= 2)'), of('lib', { asked: true })], [of('lib', { version: '1' })])).toEqual(['lib']);
  });
});

it.each<[boolean, boolean | null, boolean | null]>([[true, false, true], [false, true, true], [false, false, false], [false, null, true], [false, false, null]])(
  'of rpm: %s where asked is %s and needed is %s',
  (comes, isAsked, needed) => {
    const each = of('lib', { asked: isAsked, needed });
    expect(impliedPackages({ manager: 'rpm', packages: [] }, [{ before: null, after: each }]).has(each)).toBe(comes);
  },
);
