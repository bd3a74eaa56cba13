// Every captured host judged as `check --from` does, against what was really seen there (the file `writable`).

import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { decide } from '../../../src/guard/decide.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { describeHost } from '../../../src/host/host.ts';
import { PLAIN_REQUEST } from '../../../src/guard/request/request.ts';
import { readCapture } from '../../../src/host/io/capture.ts';

const HOSTS = new URL('../../hosts/', import.meta.url).pathname;

type Expected = [rule: string, overlay: string | null];

/** Overlay as backend/accessMode/persistence. Suite and variant do not matter to these. */
const EXPECTED: Record<string, Expected> = {
  locked: ['image-locked', null],
  'after-reboot': ['image-locked', null],
  'unlock-development': ['transient-overlay', 'ostree/readWrite/transient'],
  'unlock-transient': ['overlay-read-only', 'ostree/readOnly/transient'],
  'unlock-transient-remounted-in-private-ns': ['transient-overlay', 'ostree/readWrite/transient'],
  'unlock-hotfix': ['hotfix', 'ostree/readWrite/persistent'],
  'unlock-hotfix-rebooted': ['hotfix', 'ostree/readWrite/persistent'],
  'unlocked-but-invisible-in-private-ns': ['stale-unlock', null],
  'stale-state-file': ['stale-unlock', null],
  'manual-overlay': ['transient-overlay', 'unknown/readWrite/transient'],
  'remount-rw': ['deployment-writable', null],
  'sysext-locked': ['sysext-merged', 'sysext/readOnly/transient'],
  'sysext-mutable-ephemeral': ['sysext-mutable', 'sysext/readWrite/transient'],
  'unlock-then-sysext': ['sysext-merged', 'sysext/readOnly/transient'],
};

describe('captured hosts', () => {
  const hosts = readdirSync(HOSTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it('are all here', () => {
    expect(hosts.map((host) => stateOf(host.name)).every((state) => state in EXPECTED)).toBe(true);
    expect(hosts.length).toBeGreaterThanOrEqual(20);
  });

  it.each(hosts.map((host) => host.name))('%s', (name) => {
    const evidence = readCapture(HOSTS + name);
    if (typeof evidence === 'string') throw new Error(evidence);
    const host = describeHost(parseFacts(evidence));
    const overlay = host.usrOverlay;
    const writable = /^ {2}test -w \/usr: (yes|no)$/m.exec(readFileSync(`${HOSTS}${name}/writable`, 'utf8'))?.[1] === 'yes';
    const verdict = decide(host, PLAIN_REQUEST);
    expect({
      writable: host.usr.writable,
      refused: verdict.verdict === 'refuse',
      rule: verdict.rule,
      overlay: overlay && `${overlay.backend}/${overlay.accessMode}/${overlay.persistence}`,
      manager: host.imageManager,
      environment: host.environment,
    }).toEqual({
      writable,
      refused: !writable,
      rule: EXPECTED[stateOf(name)]?.[0],
      overlay: EXPECTED[stateOf(name)]?.[1],
      manager: 'ostree',
      environment: 'host',
    });
  });
});

function stateOf(name: string): string {
  return name.replace(/^(trixie-plain|forky-cfs)-/, '');
}
