// What the guard says, on captured hosts and on those that none was captured of.
import { expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { DEFAULT_CONFIG } from '../../../src/config/config.ts';
import { decide } from '../../../src/guard/decide.ts';
import { PLAIN_REQUEST, type Request } from '../../../src/guard/request/request.ts';
import type { Transaction } from '../../../src/guard/request/transaction.ts';
import { RULES } from '../../../src/guard/rules/order.ts';
import { notice, type NoticeFacts } from '../../../src/guard/words/notice.ts';
import { manualNote, refusal } from '../../../src/guard/words/refusal.ts';
import { parseFacts } from '../../../src/host/facts.ts';
import { describeHost, type Host } from '../../../src/host/host.ts';
import { readCapture } from '../../../src/host/io/capture.ts';
import { expectGolden, type Section } from './golden.ts';

const HOSTS = new URL('../../hosts/', import.meta.url).pathname;
const M = 1024 ** 2;
const EMPTY: Transaction = { installed: 0, upgraded: 0, removed: 0, bytes: 0, bootPackages: [], suiteChange: null, scripts: true };
const FACTS: NoticeFacts = { room: 12 * 1024 * M, databaseFollows: true, packagesChanged: false, isRepair: false, plan: { ...EMPTY, installed: 1, bytes: 277 * 1024 } };
const APT: Request = { ...PLAIN_REQUEST, command: ['apt-get', 'install', '-y', 'strace'] };

/** Every captured host, as one with sudo and man. */
const CAPTURED: [string, Host][] = readdirSync(HOSTS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => {
  const evidence = readCapture(HOSTS + name);
  if (typeof evidence === 'string') throw new Error(evidence);
  return [name, { ...describeHost(parseFacts(evidence)), sudo: true, man: true }];
});

const captured = (name: string): Host => CAPTURED.find(([each]) => each === name)?.[1] ?? ({} as Host);
const LOCKED = captured('trixie-plain-locked');
const OVERLAY = captured('trixie-plain-unlock-development');
const BOOTC = captured('bootc-qemu-up');

const reached = new Set<string>();

function said(host: Host, request: Request = APT, facts: NoticeFacts = FACTS): string[] {
  const { verdict, rule } = decide(host, request);
  if (verdict === 'allow') return [];
  reached.add(rule);
  const { line, hints } = verdict === 'refuse' ? refusal(rule, host, request) : notice(rule, host, facts);
  const note = verdict === 'refuse' ? manualNote(host).map((each) => `note: ${each}`) : [];
  return [verdict === 'refuse' ? line : `notice: ${line}`, ...hints.map((hint) => `hint: ${hint}`), ...note];
}

const big = { isTmpfs: true, used: 0, free: 20 * M, memory: 2048 * M };
const plan = (more: Partial<Transaction>, rest: Partial<Request> = {}): Request => ({ ...APT, plan: { ...EMPTY, ...more }, ...rest });
const FOREIGN = { backend: 'unknown', accessMode: 'readWrite', persistence: 'persistent', upperdir: '/data/upper' } as const;
const PERSISTENT = { ...FOREIGN, backend: 'native', upperdir: '/var/lib/apt-image-based/persistent/layers/usr/upper' } as const;
const bootcOnly = { ...DEFAULT_CONFIG, overlay: { ...DEFAULT_CONFIG.overlay, backend: 'bootc' as const } };

/** What no captured host shows. */
const OTHERS: Section[] = [
  ['without sudo and man', said({ ...LOCKED, sudo: false, man: false })],
  ['a repair of packages', said(LOCKED, { ...APT, command: ['dpkg', '--configure', '-a'] })],
  ['a long command', said(LOCKED, { ...APT, command: ['apt-get', 'install', '-y', '--no-install-recommends', 'build-essential', 'libssl-dev', 'pkg-config', 'strace'] })],
  ['no command is known', said(LOCKED, PLAIN_REQUEST)],
  ['the configured backend is not possible here', said(LOCKED, { ...PLAIN_REQUEST, config: bootcOnly })],
  ['a /usr that no image manager locks', said({ ...LOCKED, imageManager: null, unlockedBy: null })],
  ["somebody else's overlay, which a reboot keeps", said({ ...OVERLAY, usrOverlay: FOREIGN })],
  ["somebody else's overlay, of which nothing is known", said({ ...OVERLAY, usrOverlay: { ...FOREIGN, persistence: null, upperdir: null } })],
  ['/etc is read-only too', said({ ...LOCKED, etc: { ...LOCKED.etc, writable: false } })],
  ['no overlay is possible', said({ ...LOCKED, overlayfs: false })],
  ['the file system stopped after an error', said({ ...LOCKED, stoppedAfterError: true })],
  ['a system extension over a locked /usr', said({ ...captured('trixie-plain-sysext-locked'), writableBelow: false })],
  ['a container', said({ ...LOCKED, environment: 'container' })],
  ['a container with dnf', said({ ...LOCKED, environment: 'container' }, { ...APT, layer: 'dnf4' })],
  ['seen from an old mount namespace', said({ ...LOCKED, unlockedElsewhere: true })],
  ["somebody else's read-only overlay", said({ ...captured('trixie-plain-unlock-transient'), usrOverlay: { backend: 'unknown', accessMode: 'readOnly', persistence: 'persistent', upperdir: null } })],
  ['a plan larger than the room, in memory', said(OVERLAY, plan({ bytes: 40 * M }, { room: big }))],
  ['a plan larger than the room, on disk', said(OVERLAY, plan({ bytes: 40 * M }, { room: { ...big, isTmpfs: false, memory: null } }))],
  ['a plan larger than the room, and no way to get more', said(OVERLAY, plan({ bytes: 40 * M }, { room: { ...big, memory: null } }))],
  ['a kernel', said(OVERLAY, plan({ bootPackages: ['linux-image-6.12.48-amd64'] }))],
  ['a kernel and its initramfs, under bootc', said(BOOTC, plan({ bootPackages: ['linux-image-6.12.48-amd64', 'initramfs-tools'] }))],
  ['more packages of that kind', said(OVERLAY, plan({ bootPackages: ['linux-image-6.12.48-amd64', 'initramfs-tools', 'grub-pc'] }))],
  ['a change at the next reboot', said(OVERLAY, { ...APT, offline: true })],
  ['another release', said(OVERLAY, plan({ suiteChange: { package: 'base-files', from: '12.4', to: '13.8' } }))],
  ['another release, under bootc', said(BOOTC, plan({ suiteChange: { package: 'base-files', from: '12.4', to: '13.8' } }))],
  ['the database does not follow', said(OVERLAY, APT, { ...FACTS, databaseFollows: false })],
  ['the database does not follow, and packages have changed', said(OVERLAY, APT, { ...FACTS, databaseFollows: false, packagesChanged: true })],
  ['nothing is known of the plan', said(OVERLAY, APT, { ...FACTS, plan: null })],
  ['the size is not known', said(OVERLAY, APT, { ...FACTS, plan: { ...EMPTY, upgraded: 3, removed: 1, bytes: null }, room: null })],
  ['a persistent overlay', said({ ...OVERLAY, usrOverlay: PERSISTENT })],
  ['a persistent overlay that another one hides', said({ ...OVERLAY, persistentHidden: true })],
  ['a system extension that keeps changes', said({ ...OVERLAY, usrOverlay: { backend: 'sysext', accessMode: 'readWrite', persistence: 'persistent', upperdir: '/var/lib/extensions.mutable/usr' } })],
];

const SECTIONS: Section[] = [...CAPTURED.map(([name, host]): Section => [`${decide(host, APT).rule}, as on ${name}`, said(host)]), ...OTHERS, ['check --explain: the rules', RULES.map(({ name, summary }) => `${name}: ${summary}`)]];

it('is the golden text', () => expectGolden('guard', SECTIONS));

it('has the words of every rule that speaks', () => {
  const silent = RULES.map(({ name }) => name).filter((name) => !reached.has(name));
  expect(silent).toEqual([
    'switched-off', 'ordinary-user', 'changes-nothing', 'other-root', 'own-remount', 'usr-unknown', 'writable-environment', 'already-told', 'ordinary-host', 'own-transient',
  ]);
});

it('a refusal has at most two hints, each on one line of 80 columns for a command of common length', () => {
  const refused = SECTIONS.filter(([title, [first = '']]) => first.startsWith('error: read-only') && title !== 'a long command' && title !== 'the configured backend is not possible here');
  expect(refused.length).toBeGreaterThan(20);
  for (const [, lines] of refused) {
    expect(lines.filter((line) => line.startsWith('hint:')).length).toBeLessThanOrEqual(2);
    expect(lines.slice(1).filter((line) => line.length > 80)).toEqual([]);
  }
});
