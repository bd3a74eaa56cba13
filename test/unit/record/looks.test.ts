import { describe, expect, it } from '@jest/globals';
import type { Tree } from '../../../src/record/baseline.ts';
import { attribute } from '../../../src/record/looks.ts';

const tree = (links: Record<string, string>, files: string[] = []): Tree => ({ folders: [], files, links });
const BEFORE = tree({ '/etc/stays': 'a', '/etc/removed': 'b', '/etc/led': 'c' }, ['/etc/file']);
const BY_HAND = tree({ '/etc/stays': 'a', '/etc/led': 'elsewhere', '/etc/made': 'd' });
const BY_ALL = tree({ '/etc/led': 'elsewhere', '/etc/made': 'd', '/etc/package': 'e' });
const HIS = ['/etc/file', '/etc/led', '/etc/made', '/etc/removed'];

describe('what changed is the work of', () => {
  it('the administrator, where no package changed', () => {
    expect(attribute({ tree: BEFORE, packages: '1' }, null, { tree: BY_HAND, packages: '1' }, false)).toEqual({ administrator: HIS, doubtful: [] });
    // A transaction that came to nothing is no reason to doubt.
    expect(attribute({ tree: BEFORE, packages: '1' }, BEFORE, { tree: BY_HAND, packages: '1' }, false).administrator).toEqual(HIS);
  });

  it('the administrator up to the eve of a transaction, and of the packages since', () => {
    expect(attribute({ tree: BEFORE, packages: '1' }, BY_HAND, { tree: BY_ALL, packages: '2' }, false)).toEqual({ administrator: HIS, doubtful: [] });
  });

  it('the packages also where one came again in the same version, and its end was seen', () => {
    expect(attribute({ tree: BEFORE, packages: '1' }, BY_HAND, { tree: BY_ALL, packages: '1' }, true)).toEqual({ administrator: HIS, doubtful: [] });
    expect(attribute({ tree: BEFORE, packages: '1' }, null, { tree: BY_HAND, packages: '1' }, true).administrator).toEqual(HIS);
  });

  it('nobody knows whom, where nobody looked between', () => {
    expect(attribute({ tree: BEFORE, packages: '1' }, null, { tree: BY_ALL, packages: '2' }, false)).toEqual({ administrator: [], doubtful: [...HIS, '/etc/package', '/etc/stays'].sort() });
  });

  it('somebody also where a link is a file now', () => {
    expect(attribute({ tree: BEFORE, packages: '1' }, null, { tree: { ...BEFORE, links: { '/etc/removed': 'b', '/etc/led': 'c' }, files: ['/etc/file', '/etc/stays'] }, packages: '1' }, false).administrator).toEqual(['/etc/stays']);
  });
});
