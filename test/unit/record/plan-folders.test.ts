import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS, type Leftovers } from '../../../src/record/etc-changes.ts';
import { type Baseline } from '../../../src/record/baseline.ts';
import { planPutBack } from '../../../src/record/plan-put-back.ts';
import { type HostNow } from '../../../src/record/put-back-plan.ts';
import { baseline, BEFORE, hostNow, KNOWN, PATH } from './put-back-host.ts';

const steps = (now: HostNow, before: Baseline, left: Leftovers) => planPutBack(before, left, now);

describe('a folder of the image', () => {
  const [outer, inner] = ['/etc/foo', '/etc/foo/sub'];
  const like = { mode: 0o750, uid: 0, gid: 4 };
  const lost = { ...EMPTY_LEFTOVERS, lostFiles: [`${inner}/b.conf`, PATH], lostLinks: ['/etc/foo/link'] };
  const before = baseline({ tree: { folders: [outer, inner], files: [], links: { '/etc/foo/link': '/etc/foo/sub' } }, modes: { [inner]: like, [outer]: like }, conffiles: { [PATH]: KNOWN, [`${inner}/b.conf`]: KNOWN } });
  const copies = new Map([[BEFORE, '/copy']]);
  const pathsOf = (now: HostNow, of = before) => steps(now, of, lost).steps.map(({ kind, path }) => `${kind} ${path}`);
  const within = [`restore-file ${inner}/b.conf`, `restore-file ${PATH}`, 'restore-link /etc/foo/link'];

  it('is made again before what was in it, the outermost first', () => {
    expect(pathsOf(hostNow({}, { copies }))).toEqual([`make-folder ${outer}`, `make-folder ${inner}`, ...within]);
    expect(steps(hostNow({}, { copies }), before, lost).steps[0]).toEqual({ kind: 'make-folder', path: outer, like });
  });

  it('is not made where it is, where nothing goes into it, or where nobody knows how it was', () => {
    expect(pathsOf(hostNow({}, { copies, exists: (path) => path === outer }))).toEqual([`make-folder ${inner}`, ...within]);
    expect(pathsOf(hostNow({}))).toEqual([]);
    expect(pathsOf(hostNow({}, { copies }), { ...before, modes: {} })).toEqual(within);
  });
});
