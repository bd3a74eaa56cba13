// Every captured host is judged as `check --from` does, and held against what was really seen there (the file `writable`).

import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { decide } from '../../../src/guard/decide.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { describeHost } from '../../../src/host/host.ts';
import { PLAIN_REQUEST } from '../../../src/guard/request/request.ts';
import { readCapture } from '../../../src/host/io/capture.ts';

const HOSTS = new URL('../../hosts/', import.meta.url).pathname;

/** Overlay as backend/accessMode/persistence. */
type Expected = { rule: string; overlay: string | null; manager: string | null; environment: string };

const expected = (rule: string, overlay: string | null, manager: string | null, environment = 'host'): Expected => ({ rule, overlay, manager, environment });

/** Hosts are written without what does not matter to the answer: see `stateOf`. */
const EXPECTED: readonly [Expected, states: string][] = [
  [expected('image-locked', null, 'ostree'), 'locked after-reboot bootc-untracked-locked'],
  [expected('stale-unlock', null, 'ostree'), 'stale-state-file unlocked-but-invisible-in-private-ns'],
  [expected('overlay-read-only', 'ostree/readOnly/transient', 'ostree'), 'unlock-transient'],
  [expected('transient-overlay', 'ostree/readWrite/transient', 'ostree'), 'unlock-development unlock-transient-remounted-in-private-ns bootc-untracked-up'],
  [expected('transient-overlay', 'unknown/readWrite/transient', 'ostree'), 'manual-overlay'],
  [expected('hotfix', 'ostree/readWrite/persistent', 'ostree'), 'unlock-hotfix unlock-hotfix-rebooted'],
  [expected('deployment-writable', null, 'ostree'), 'remount-rw'],
  [expected('sysext-merged', 'sysext/readOnly/transient', 'ostree'), 'sysext-locked unlock-then-sysext'],
  [expected('sysext-mutable', 'sysext/readWrite/transient', 'ostree'), 'sysext-mutable-ephemeral'],
  [
    expected('image-locked', null, 'bootc'),
    `bootc-locked bootc-down bootc-after-reboot bootc-updated bootc-down-after-bootc-typed bootc-down-after-umount-l bootc-down-update-staged
    bootc-etc-transient-locked bootc-composefs-locked bootc-composefs-down bootc-composefs-etc-transient bootc-composefs-status-failing-locked
    bootc-composefs-status-failing-down`,
  ],
  [expected('overlay-read-only', 'ostree/readOnly/transient', 'bootc'), 'bootc-up-read-only bootc-bootc-typed-read-only'],
  [expected('overlay-read-only', 'bootc/readOnly/transient', 'bootc'), 'bootc-composefs-up-read-only bootc-composefs-bootc-typed-read-only'],
  [
    expected('transient-overlay', 'ostree/readWrite/transient', 'bootc'),
    `bootc-up bootc-up-again bootc-up-with-package bootc-up-update-staged bootc-upgraded-from-read-only bootc-bootc-typed
    bootc-bootc-typed-with-package bootc-bootc-typed-after-down bootc-bootc-typed-read-only-then-up
    bootc-root-transient-locked bootc-root-transient-up bootc-root-transient-down bootc-root-transient-upgraded-from-read-only`,
  ],
  [expected('transient-overlay', 'bootc/readWrite/transient', 'bootc'), 'bootc-composefs-up bootc-composefs-bootc-typed'],
  [expected('transient-overlay', 'native/readWrite/transient', 'bootc'), 'bootc-composefs-native'],
  [expected('service-read-only', null, null), 'protect-system'],
  [expected('root-read-only', null, null), 'root-read-only root-and-usr-read-only'],
  [expected('transient-overlay', 'unknown/readWrite/transient', null), 'boot-overlay overlayroot-file grub-btrfs'],
  [expected('writable-environment', 'unknown/readWrite/transient', null, 'live'), 'live-boot'],
  [expected('writable-environment', null, null, 'live'), 'live-boot-persistence dracut-live-persistence'],
  [expected('read-only-usr', null, null), 'appliance'],
  [expected('transient-overlay', 'native/readWrite/transient', null), 'appliance-up etc-on-disk-up'],
  [expected('container-read-only', null, null, 'container'), 'pod-read-only'],
  [expected('sysext-merged', 'sysext/readOnly/transient', null), 'sysext-on-plain-host'],
  [expected('ordinary-host', null, null), 'overlayroot-device'],
  [expected('hotfix', 'ostree/readWrite/persistent', 'bootc'), 'bootc-hotfix bootc-hotfix-rebooted bootc-hotfix-rollback-queued'],
];

const BY_STATE = new Map(EXPECTED.flatMap(([answer, states]) => states.split(/\s+/).map((state) => [state, answer] as const)));

describe('captured hosts', () => {
  const hosts = readdirSync(HOSTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it('are all here, and no state without a host', () => {
    expect([...new Set(hosts.map((host) => stateOf(host.name)))].sort()).toEqual([...BY_STATE.keys()].sort());
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
    }).toEqual({ writable, refused: !writable, ...BY_STATE.get(stateOf(name)) });
  });
});

/** Without suite and variant, bootc's older version and the way it was booted. */
function stateOf(name: string): string {
  return name.replace(/^(trixie-plain|forky-cfs)-/, '').replace(/^bootc-(qemu-|plain-|old-bootc-)/, 'bootc-');
}
