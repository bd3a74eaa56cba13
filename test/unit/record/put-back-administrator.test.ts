// What is put back is what packages did, and nothing that somebody else did.
import { describe, expect, it } from '@jest/globals';
import { EMPTY_LEFTOVERS, type Leftovers } from '../../../src/record/etc-changes.ts';
import { type Baseline } from '../../../src/record/baseline.ts';
import { planPutBack } from '../../../src/record/plan-put-back.ts';
import type { HostNow } from '../../../src/record/put-back-plan.ts';
import { baseline, BEFORE, EDITED, file, hostNow, KEY, KNOWN, PATH, SHIPPED } from './put-back-host.ts';

const LEFT: Leftovers = { ...EMPTY_LEFTOVERS, files: [{ path: PATH, package: KEY, digest: SHIPPED }] };
const steps = (now: HostNow, before: Baseline = baseline(), left: Leftovers = LEFT) => planPutBack(before, left, now);

describe('what the administrator did', () => {
  const before = baseline({ conffiles: { [PATH]: KNOWN }, tree: { folders: ['/etc/foo'], files: [PATH], links: {} } });
  const copies = new Map([[BEFORE, '/copy']]);
  const old = `${PATH}.dpkg-old`;

  it('stays: the one copy of his edit, beside a file that he edited again', () => {
    const now = hostNow({ [PATH]: file(EDITED), [old]: file(BEFORE), [`${PATH}.dpkg-dist`]: file(SHIPPED) }, { copies });
    expect(steps(now, before, { ...LEFT, files: [{ path: PATH, package: KEY, digest: SHIPPED, shipped: true }] })).toMatchObject({
      steps: [{ kind: 'remove-file', path: `${PATH}.dpkg-dist`, shipped: KEY }],
      kept: [{ path: PATH, why: 'it was edited' }, { path: old, why: 'it holds what was there before the overlay' }],
    });
    // Where the file itself has that content again, it is no more the one copy.
    expect(steps(hostNow({ [PATH]: file(SHIPPED), [old]: file(BEFORE) }, { copies }), before).steps).toMatchObject([{ kind: 'restore-file', path: PATH }, { kind: 'remove-file', path: old }]);
  });

  it('stays: a mode and an owner', () => {
    const like = { mode: 0o644, uid: 0, gid: 0 };
    const left = { ...LEFT, files: [{ path: PATH, package: KEY, digest: SHIPPED, like }] };
    const present = (more: object): HostNow => hostNow({ [PATH]: { kind: 'file', digest: SHIPPED, like: { ...like, ...more } } });
    expect(steps(present({}), baseline(), left).steps).toMatchObject([{ kind: 'remove-file' }, { kind: 'remove-folder' }]);
    for (const more of [{ mode: 0o600 }, { uid: 1 }, { gid: 1 }]) expect(steps(present(more), baseline(), left)).toMatchObject({ steps: [], kept: [{ path: PATH, why: 'its mode or owner was changed' }] });
  });

  it('stays, and is named, where it may have been a package', () => {
    const left = { ...EMPTY_LEFTOVERS, lostFiles: [PATH], lostLinks: ['/etc/link'], doubtful: [PATH, '/etc/link'] };
    const host = baseline({ conffiles: { [PATH]: KNOWN }, tree: { folders: [], files: [PATH], links: { '/etc/link': '/there' } } });
    const why = 'not put back: nobody saw whether a package took it away or somebody did';
    const now = hostNow({}, { copies, exists: () => true });
    expect(steps(now, host, left)).toMatchObject({ steps: [], kept: [{ path: PATH, why }, { path: '/etc/link', why }] });
    expect(steps(now, host, { ...left, doubtful: [] }).steps).toMatchObject([{ kind: 'restore-file', path: PATH }, { kind: 'restore-link', path: '/etc/link' }]);
  });

  it('stays: a folder', () => {
    const left = { ...LEFT, administrator: ['/etc/foo'] };
    expect(steps(hostNow({ [PATH]: file(SHIPPED) }), baseline(), left).steps).toMatchObject([{ kind: 'remove-file' }]);
  });
});

it('a mask that goes takes with it what deb-systemd-helper wrote of it, or the next one would be undone', () => {
  const [mask, state] = ['/etc/systemd/system/foo.service', '/var/lib/systemd/deb-systemd-helper-masked/foo.service'];
  const now = hostNow({ [mask]: { kind: 'link', target: '/dev/null' }, [state]: file(EDITED) }, { exists: () => true });
  expect(steps(now, baseline(), { ...EMPTY_LEFTOVERS, masks: [mask] }).steps.slice(0, 2)).toMatchObject([{ kind: 'remove-link', path: mask }, { kind: 'remove-file', path: state, digest: EDITED }]);
});
