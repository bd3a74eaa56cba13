// PackageKit and dnf's daemon under a real systemd, and programs on dnf's library: what their own users see of a refusal, and of a notice.
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { FRONT_ENDS } from '../../testbed/hosts/front-ends.ts';
import { onSystemd } from '../../testbed/hosts/systemd-host.ts';
import { ensureTinyRepository } from '../../testbed/packages/packages.ts';
import { ensureTinyRpms } from '../../testbed/packages/tiny-rpms.ts';
import { productDeb } from '../guarded-host.ts';

const SCRIPTS = join(import.meta.dirname, 'daemons');

async function run(suite: 'trixie' | 'forky', script: string): Promise<{ rows: string[]; said: (name: string) => string }> {
  const folders = [await ensureTinyRepository(), await ensureTinyRpms(), SCRIPTS];
  const left = await onSystemd(suite, productDeb(), join(SCRIPTS, script), { timeout: 280_000, extra: FRONT_ENDS[suite], folders });
  return { rows: (left['result'] ?? '').trimEnd().split('\n'), said: (name) => left[`said.${name}`] ?? '' };
}

it.each(['trixie', 'forky'] as const)('PackageKit on %s: all that it shows is the line of the hook', async (suite) => {
  const { rows } = await run(suite, 'packagekit.sh');
  expect(rows).toEqual([
    'install-ordinary: done, changed, detector not',
    'remove-ordinary: done, changed, detector not',
    'query-locked: done, same, detector not',
    'install-locked: failed, same, detector ran, told',
    'install-overlay: done, changed, detector ran',
    'remove-overlay: done, changed, detector ran',
    'refused apt: read-only-usr',
  ]);
}, 600_000);

it("dnf's daemon and its library: before the download, once, in the guard's words", async () => {
  const { rows, said } = await run('forky', 'dnf5daemon.sh');
  const quiet = (what: string, changed: string, ran: string): string => `${what}, ${changed}, 0 refused, 0 noticed, detector ${ran}`;
  expect(rows).toEqual([
    `daemon-query-ordinary: ${quiet('done', 'same', 'not')}`,
    `daemon-assumeno-ordinary: ${quiet('failed', 'same', 'not')}`,
    `daemon-install-ordinary: ${quiet('done', 'changed', 'not')}`,
    `library-query-ordinary: ${quiet('done', 'same', 'not')}`,
    `library-install-ordinary: ${quiet('done', 'changed', 'not')}`,
    `daemon-remove-ordinary: ${quiet('done', 'changed', 'not')}`,
    `daemon-query-locked: ${quiet('done', 'same', 'ran')}`,
    `daemon-assumeno-locked: ${quiet('failed', 'same', 'ran')}`,
    'daemon-install-locked: failed, same, 1 refused, 0 noticed, detector ran',
    `library-query-locked: ${quiet('done', 'same', 'ran')}`,
    'library-install-locked: failed, same, 1 refused, 0 noticed, detector ran',
    'daemon-remove-locked: failed, same, 1 refused, 0 noticed, detector ran',
    `daemon-query-overlay: ${quiet('done', 'same', 'not')}`,
    `daemon-assumeno-overlay: ${quiet('failed', 'same', 'ran')}`,
    // The daemon's users are elsewhere, and do not hear it.
    `daemon-install-overlay: ${quiet('done', 'changed', 'ran')}`,
    `library-query-overlay: ${quiet('done', 'same', 'not')}`,
    'library-install-overlay: done, changed, 0 refused, 1 noticed, detector ran',
    `daemon-remove-overlay: ${quiet('done', 'changed', 'ran')}`,
    ...Array<string>(3).fill('refused dnf5: read-only-usr'),
  ]);
  for (const name of ['daemon-install-locked', 'library-install-locked']) expect(said(name)).toMatch(/error: read-only \/usr detected, refusing to operate\. See .*\nhint: /);
  expect(said('daemon-install-locked')).not.toContain('Total');
}, 600_000);
