// A bootc host, as far as it can be had without bootc: an ostree host with a stand-in that speaks bootc's published schema.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import { onHost, openGuardedHost, type HostOptions } from '../guarded-host.ts';
import { ensureBootcStandIn } from '../../testbed/stand-in/bootc-stand-in.ts';

const STAND_IN = join(import.meta.dirname, '../../testbed/stand-in');
let install: string[];

beforeAll(async () => {
  install = [await ensureBootcStandIn()];
}, 300_000);

const bootcHost = (state: string, job: string, more: Partial<HostOptions> = {}) => onHost({ variant: 'trixie', state, install, ...more }, job);

it('the stand-in speaks the published schema, in each state', async () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(join(STAND_IN, 'host-v1.schema.json'), 'utf8')) as object);
  for (const state of ['locked', 'unlock', 'unlock-transient', 'hotfix']) {
    const { stdout } = await bootcHost(state, 'bootc status --format=json --format-version=1');
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
  }
}, 300_000);

it('is refused with hints that work there, and the guard never asks bootc', async () => {
  const { stdout, stderr } = await bootcHost('locked', 'apt-get -y install tiny-install; cat /run/bootc-stand-in.log 2>/dev/null; usr-overlay check --json; cat /run/bootc-stand-in.log');
  expect(stderr).toContain(`${REFUSAL}\nhint: to do just this for now: \`usr-overlay run apt-get -y install tiny-install\`\nhint: to make /usr writable until the next reboot: \`usr-overlay\`\n`);
  const answer = JSON.parse(/^\{[^]*^\}/m.exec(stdout)?.[0] ?? 'null') as { imageManager: string; verdict: string };
  expect(answer).toMatchObject({ imageManager: 'bootc', verdict: 'refuse', rule: 'image-locked' });
  expect(stdout.match(/^bootc .*$/gm)).toEqual(['bootc status --format=json --format-version=1']);
}, 300_000);

it('usr-overlay performs bootc usr-overlay, and takes it off again', async () => {
  const job = 'usr-overlay && test -w /usr && grep -c "^bootc usr-overlay$" /run/bootc-stand-in.log; bootc status --format=json | grep -o "readWrite"; usr-overlay down && ! test -w /usr && ostree admin status | grep -c Unlocked; usr-overlay >/dev/null && test -w /usr && echo again';
  expect((await bootcHost('locked', job)).stdout).toMatch(/^A read\/write overlayfs is now mounted on \/usr\n[^]*1\nreadWrite\n[^]*0\nagain\n$/);
}, 300_000);

it('--read-only performs bootc usr-overlay --read-only, and up makes it writable', async () => {
  const job = 'usr-overlay up --read-only >/dev/null; test -w /usr || grep -c "^bootc usr-overlay --read-only$" /run/bootc-stand-in.log; usr-overlay up >/dev/null; test -w /usr && grep -c "^bootc usr-overlay$" /run/bootc-stand-in.log';
  expect((await bootcHost('locked', job)).stdout).toBe('1\n0\n');
}, 300_000);

it('a bootc before 1.15 does not know --read-only: ostree is asked for the same', async () => {
  const job = "echo old >/run/bootc-stand-in; usr-overlay up --read-only; test -w /usr || ostree admin status | grep -o 'Unlocked: transient'";
  expect((await bootcHost('locked', job)).stdout).toBe('A read-only overlayfs is now mounted on /usr\nAll changes there will be discarded on reboot.\nUnlocked: transient\n');
}, 300_000);

// tmt/tests/booted/test-usroverlay.nu, as behaviours.
it("bootc's cases B1-B4: none at boot, read/write, gone after a reboot, read-only", async () => {
  const overlay = 'usr-overlay status --json | tr -d "\\n" | grep -oE \'"usrOverlay": (null|[^}]*)\' | grep -oE "null|readWrite|readOnly|transient"; bootc status --format=json --format-version=1 | grep -oE \'"usrOverlay":(null|[^}]*)\'; touch /usr/bin/probe 2>/dev/null && echo writable || echo read-only';
  const [none, written, readOnly] = [
    'null\n"usrOverlay":null\nread-only\n',
    'readWrite\ntransient\n"usrOverlay":{"accessMode":"readWrite","persistence":"transient"\nwritable\n',
    'readOnly\ntransient\n"usrOverlay":{"accessMode":"readOnly","persistence":"transient"\nread-only\n',
  ];
  const host = await openGuardedHost({ variant: 'trixie', state: 'locked', install });
  try {
    expect((await host.run(`${overlay}; usr-overlay >/dev/null; ${overlay}`)).stdout).toBe(`${none}${written}`);
    expect((await host.run(`ls /usr/bin/probe 2>/dev/null; ${overlay}; usr-overlay up --read-only >/dev/null; ${overlay}`)).stdout).toBe(`${none}${readOnly}`);
  } finally {
    await host.remove();
  }
}, 300_000);

it('bootc that is only installed: `check` and `up` name ostree', async () => {
  const untracked = 'printf "[origin]\\nrefspec=debian/testbed\\n" | tee /sysroot/ostree/deploy/*/deploy/*.origin';
  const job = 'apt-get -y install tiny-install; usr-overlay check --json | grep imageManager; usr-overlay status | grep note; usr-overlay up --dry-run | grep -c "ostree admin unlock"; usr-overlay up; cat /run/bootc-stand-in.log';
  const { stdout, stderr } = await bootcHost('locked', `mount -o remount,rw /sysroot\n${untracked}\n${job}`);
  expect(stderr).toContain('to make /usr writable until the next reboot: `usr-overlay`');
  expect(stdout).toMatch(/"imageManager": "ostree"[^]*\n1\n/);
  expect(stdout).not.toMatch(/^note:|^bootc usr-overlay/m);
}, 300_000);

const SILENT: [fault: string, why: string, seconds: [least: number, most: number]][] = [
  ['hang', 'gave no answer within 20 seconds', [20, 40]],
  ['garbage', 'gave an answer that names no booted host', [0, 20]],
  ['huge', 'gave an answer that is too long', [0, 20]],
  ['fail', 'failed with exit code 1: loading status: no such thing', [0, 20]],
];

describe.each(SILENT)('a bootc that answers by %s', (fault, why, [least, most]) => {
  it('changes no verdict, and its silence is said', async () => {
    const job = `echo ${fault} >/run/bootc-stand-in; date +%s; usr-overlay check --json; date +%s; usr-overlay check --explain; usr-overlay status; echo "status $?"; usr-overlay report /run/report >&2; apt-get -y install tiny-install; echo "exit $?"`;
    const { stdout, stderr } = await bootcHost('locked', job);
    const [before = 0, after = 0] = stdout.match(/^\d{10}$/gm)?.map(Number) ?? [];
    expect(JSON.parse(/^\{[^]*^\}/m.exec(stdout)?.[0] ?? 'null')).toMatchObject({ verdict: 'refuse', imageManager: 'bootc' });
    expect([after - before >= least, after - before <= most]).toEqual([true, true]);
    const note = `\`bootc status\` ${why}`;
    expect(stdout.replace(/\n +/g, ' ').match(/^note: .*$/gm)).toEqual(Array(2).fill(expect.stringContaining(note)));
    expect(stderr).toContain(`note: ${note}`);
    expect(stdout).toMatch(/status 0\n[^]*exit 100\n$/);
    expect(stderr.split('\n').filter((line) => line === REFUSAL)).toHaveLength(1);
  }, 300_000);
});

it('a bootc that takes six seconds is waited for', async () => {
  const { stdout } = await bootcHost('locked', 'echo slow >/run/bootc-stand-in; usr-overlay check --explain; usr-overlay status --json');
  expect(stdout).not.toContain('note:');
  expect(stdout).toContain('"disagreements": []');
}, 300_000);

it('an update at work: bootc, which would wait for its lock, is not asked, and that is said at once', async () => {
  const hold = `perl -MFcntl -e '$l = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0); open $f, "+>>", "/sysroot/ostree/lock"; fcntl $f, 37, $l or die; sleep 60' & sleep 1`;
  const job = 'date +%s; usr-overlay check --explain; usr-overlay status; date +%s; cat /run/bootc-stand-in.log';
  const { stdout } = await bootcHost('locked', `mount -o remount,rw /sysroot\n${hold}\n${job}`);
  const [before = 0, after = 0] = stdout.match(/^\d{10}$/gm)?.map(Number) ?? [];
  expect(stdout.replace(/\n +/g, ' ').match(/^note: .*$/gm)).toEqual(Array(2).fill(expect.stringContaining('was not asked, because it would wait for the update that is running')));
  expect(stdout).not.toMatch(/^bootc /m);
  expect(after - before).toBeLessThan(15);
}, 300_000);
