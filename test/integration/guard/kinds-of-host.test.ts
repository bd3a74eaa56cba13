// Kinds of hosts that are no image and no plain disk: what they are told is so there, and each hint is pasted and works.
import { expect, it } from '@jest/globals';
import { onHost } from '../guarded-host.ts';
import { quick, rows } from '../scope.ts';

const INSTALL = 'apt-get -y install tiny-install 2>&1 >/dev/null | grep -E "^(notice|hint|error): "; tiny-install';

const FORGETS = /^notice: the whole root is a temporary overlay: changes are lost at the next reboot\.\nhint: your edits in \/etc and data in \/var are lost with it\nhint: .* free in \/usr.*\ntiny-install 1\.0\n$/;
const SILENT = /^tiny-install 1\.0\n$/;

it.each(rows<[state: string, said: RegExp] | ReturnType<typeof quick<[state: string, said: RegExp]>>>([
  quick(['overlay-root', FORGETS]),
  ['overlay-root-file', FORGETS],
  ['overlay-root-snapshot', FORGETS],
  quick(['volatile', FORGETS]),
  quick(['overlay-root-disk', SILENT]),
  ['live', SILENT],
  ['live-disk', SILENT],
  quick(['live-dracut-disk', SILENT]),
  quick(['overlay-on-disk', /^notice: \/usr is on an overlay that `usr-overlay` did not make; it stores changes in \/srv\/upper\.\nhint: whoever made it decides whether a reboot keeps what you install\nhint: .*\ntiny-install 1\.0\n$/]),
  quick(['etc-forgets', /^notice: \/usr is on a temporary overlay: .*\nhint: data in \/var are kept; your edits in \/etc are lost with it\nhint: .*\nhint: the package database will still list it.*\ntiny-install 1\.0\n$/]),
]))('%s: the notice says what is so', async (state, said) => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state }, INSTALL);
  expect(stdout + stderr).toMatch(said);
}, 300_000);

it.each<[state: string, kept: string]>([
  ['appliance', 'data in /var are kept; your edits in /etc are lost with it'],
  ['etc-on-disk', 'your edits in /etc and data in /var are kept'],
])('%s: after `usr-overlay` the notice says what is so of /etc and /var', async (state, kept) => {
  const { stdout, stderr } = await onHost({ variant: 'trixie', state }, `usr-overlay >/dev/null && ${INSTALL}`);
  expect(stdout + stderr).toMatch(/^notice: \/usr is on a temporary overlay: [^]*\ntiny-install 1\.0\n$/);
  expect(stdout + stderr).toContain(kept);
}, 300_000);

it('root-read-only: the hint, pasted, lets the next run through', async () => {
  const paste = "sed -n 's/^hint: .*`\\(mount [^`]*\\)`.*/\\1/p' /run/out >/run/paste; sh -eu /run/paste";
  const { stdout } = await onHost({ variant: 'trixie', state: 'root-read-only' }, `{ ${INSTALL}; } >/run/out 2>&1; cat /run/out; ${paste}; ${INSTALL}`);
  expect(stdout).toMatch(/^error: read-only \/usr detected, .*\nhint: the root file system is mounted read-only: `mount -o remount,rw \/`\n[^]*\ntiny-install 1\.0\n$/);
}, 300_000);

it('service-read-only: nothing is offered that would change the host, and outside of the service it installs', async () => {
  const { stdout } = await onHost({ variant: 'trixie', state: 'service-read-only' }, `${INSTALL} 2>/dev/null; nsenter --mount --target 1 sh -c '${INSTALL}'`);
  expect(stdout).toMatch(/^error: read-only \/usr detected, .*\nhint: only this service sees \/usr read-only .*\nhint: run the command in a shell of the host: .*\n[^]*tiny-install 1\.0\n$/);
  expect(stdout).not.toMatch(/usr-overlay (run|up)|`usr-overlay`/);
}, 300_000);

it.each(rows([quick('container-unmarked'), quick('container-pod'), 'container-by-mounts', 'container-nspawn', 'container-cgroup']))("%s: a container's words", async (state) => {
  const { stdout } = await onHost({ variant: 'trixie', state }, `${INSTALL} 2>/dev/null; usr-overlay check --json | grep environment`);
  expect(stdout).toMatch(/^error: read-only \/usr detected, .*\nhint: in the Containerfile: .*\n[^]*"environment": "container"/);
}, 300_000);

it.each<[state: string, up: string, down: number]>([
  ['overlay-root', '/usr is already writable: the whole root file system is transient\nAll changes there will be discarded on reboot.\n', 69],
  ['overlay-root-snapshot', '/usr is already writable: the whole root file system is transient\nAll changes there will be discarded on reboot.\n', 69],
  ['overlay-root-disk', '/usr is already writable, nothing to do\nThe overlay on / stores its changes on a disk: what you install is kept.\n', 0],
  ['live-dracut-disk', '/usr is already writable, nothing to do\nThe overlay on / stores its changes on a disk: what you install is kept.\n', 0],
  ['overlay-on-disk', '/usr is already writable through an overlay that usr-overlay did not make\nWhoever made it decides whether a reboot keeps changes.\n', 69],
])('%s: up and down', async (state, up, down) => {
  const { stdout } = await onHost({ variant: 'trixie', state }, 'usr-overlay up 2>/dev/null; grep -c usr-overlay-follow /proc/self/mountinfo; usr-overlay down >/dev/null 2>&1; echo "down $?"');
  expect(stdout).toBe(`${up}0\ndown ${down}\n`);
}, 300_000);
