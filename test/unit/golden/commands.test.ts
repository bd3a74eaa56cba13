// What the commands say, in every outcome: sentences from the tables, and pages on captured hosts.
import { expect, it } from '@jest/globals';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { exampleLines, helpLines } from '../../../src/cli/help/help-words.ts';
import { WORDS } from '../../../src/doctor/finding-words.ts';
import { FINDING_KINDS } from '../../../src/doctor/findings.ts';
import { doctorLines, FIX_REFUSALS, HEALTHY, repairLines, UNSURE } from '../../../src/doctor/words.ts';
import type { Note, Plan, Step } from '../../../src/overlay/plan.ts';
import { planDown } from '../../../src/overlay/plan-down.ts';
import { planUp } from '../../../src/overlay/plan-up.ts';
import { noteLine, RUN_STAYS } from '../../../src/overlay/words/notes.ts';
import { OUTCOMES, REFUSALS } from '../../../src/overlay/words/outcomes.ts';
import { planLines } from '../../../src/overlay/words/plan-words.ts';
import { runLines, stepLine } from '../../../src/overlay/words/step-words.ts';
import { loginHint } from '../../../src/overlay/io/login-hint.ts';
import { keptLines, putBackWords } from '../../../src/record/words.ts';
import { PLAIN_UP, situation } from '../overlay/situations.ts';
import { expectGolden, type Section } from './golden.ts';

const DETAILS: Readonly<Record<string, string>> = {
  'hotfix-needs-ostree': 'native', 'size-needs-native': 'ostree', 'storage-needs-native': 'ostree', 'storage-refused': '/srv/x lies on tmpfs', 'storage-misconfigured': '/srv/x lies on tmpfs',
  'package-manager-running': 'apt, process 42', 'follow-refused': '/boot cannot follow /usr', 'mounted-over': '/etc/pam.d', 'is-hotfix': 'bootc rollback', 'is-on-disk': '/srv/upper', 'is-at-boot': '/srv/upper', held: '',
  'persist-mounts-below': '/usr/local', 'persist-storage': '/var lies on nfs, and the layers need a local file system',
};

const NOTES: Note[] = [
  { kind: 'packages-already-changed' }, { kind: 'deployment-writable' }, { kind: 'read-only-not-done' }, { kind: 'size-not-changed' }, { kind: 'storage-not-changed' }, { kind: 'backend-not-changed' },
  { kind: 'follow-not-changed' }, { kind: 'database-stays' }, { kind: 'ostree-missing' }, { kind: 'hides', folders: ['/usr/games'] }, { kind: 'left-out', folder: '/srv/gone', because: 'is not there' },
  { kind: 'persistent-hidden' }, { kind: 'follows-now', folders: ['/srv'] }, { kind: 'stays-mounted', folders: ['/usr/local'] }, { kind: 'still-held', count: 1 }, { kind: 'still-held', count: 2 }, { kind: 'packages-broken', names: ['gawk', 'jq'] },
];

const plan = planUp(situation('trixie-plain-locked'), PLAIN_UP);
const steps = plan.kind === 'refused' ? [] : plan.steps;
const stepsOf = (each: Plan): readonly Step[] => (each.kind === 'refused' ? [] : each.steps);

/** Each step that the plan above has not. */
const OTHER_STEPS: Step[] = [
  { kind: 'mount-storage', size: '1G' }, { kind: 'make-storage', folder: '/var/overlay' }, { kind: 'mount-overlay', source: 'usr-overlay', on: '/usr', folder: '/var/overlay/usr', readOnly: true }, { kind: 'check-package-managers' },
  { kind: 'await-package-managers' }, { kind: 'unlock', program: 'bootc', words: ['usr-overlay', '--read-only'], otherwise: ['admin', 'unlock', '--transient'] }, { kind: 'hold-mounts', places: ['/usr/local'] },
  { kind: 'attach-mounts', places: ['/usr/local'] }, { kind: 'remount-writable', on: '/usr' }, { kind: 'remount-read-only', on: '/usr' }, { kind: 'stop-units', units: ['a.service'] }, { kind: 'check-holders' },
  { kind: 'rename', from: '/run/a', to: '/run/b' }, { kind: 'remove-file', path: '/run/a' }, { kind: 'unmount', on: '/usr' }, { kind: 'remove-layers', folder: '/var/tmp/ostree-unlock-ovl.ABCDEF' },
  { kind: 'remove-storage', folder: '/var/overlay' }, { kind: 'bind-persistent', folder: '/srv/disk/apt-image-based-persistent' }, { kind: 'unbind-persistent' }, { kind: 'make-persistent', folders: ['/usr'], store: 'layers' }, { kind: 'enable-persistent', store: 'layers' }, { kind: 'disable-parked' }, { kind: 'disable-persistent' }, { kind: 'remove-persistent' }, { kind: 'retry-persistent' },
  { kind: 'verify-up', readOnly: true, followers: [] }, { kind: 'verify-down' }, { kind: 'reload-systemd' },
];

const report = { removed: ['/etc/a', '/etc/b'], restored: ['/etc/c'], kept: [{ path: '/etc/d', why: 'it was edited' }], users: ['d'], groups: ['d'] };
const overlay = { backend: 'ostree', accessMode: 'readWrite', persistence: 'transient', upperdir: null } as const;
const finding = (kind: (typeof FINDING_KINDS)[number]) => ({ kind, name: 'gawk', detail: '1:5.2.1-2' }) as Parameters<typeof doctorLines>[0][number];

const SECTIONS: Section[] = [
  ...Object.entries(OUTCOMES).map(([name, lines]): Section => [name, lines]),
  ...Object.entries(REFUSALS).map(([name, words]): Section => [`refused: ${name}`, [`error: ${words(DETAILS[name] ?? '').line}`]]),
  ['refused: held, with --stop', [`error: ${REFUSALS.held('stop').line}`]],
  ['notes', [...NOTES.map(noteLine), RUN_STAYS].map((line) => `note: ${line}`)],
  ['a dry run', planLines(steps)],
  ['a dry run, of an overlay for `run`, with a size', planLines(stepsOf(planUp(situation('trixie-plain-locked'), { ...PLAIN_UP, readOnly: true, backend: 'native', size: '1G' })))],
  ['a dry run, on an overlay that is read-only', planLines(stepsOf(planUp(situation('trixie-plain-unlock-transient', { candidates: [] }), PLAIN_UP)))],
  ['a dry run, of down', planLines(stepsOf(planDown(situation('trixie-plain-unlock-development'), { holders: [], lazy: false, units: ['a.service'], stop: true })))],
  ['a dry run, with what an earlier overlay left', [...planLines([{ kind: 'unmount', on: '/usr' }, { kind: 'mount-overlay', source: 'usr-overlay', on: '/usr', folder: '/var/overlay/usr', readOnly: false }]), ...planLines([{ kind: 'unmount', on: '/var/lib/dpkg' }])]],
  ['run --dry-run', runLines(['apt-get', 'install', '-y', 'strace'], '/root', true)],
  ['a dry run, --verbose', steps.map(stepLine)],
  ['a dry run, --verbose, other steps', OTHER_STEPS.map(stepLine)],
  ['put back', [...putBackWords(report).map(({ where, words }) => `Cleaned up ${where}: ${words}`), ...keptLines(report).map((line) => `note: ${line}`)]],
  ['at a login', [loginHint(overlay, { since: null }, 'sudo '), loginHint({ ...overlay, accessMode: 'readOnly' }, { since: null }, 'sudo '), loginHint({ ...overlay, persistence: 'persistent' }, { since: null }, 'sudo ')]],
  ['doctor, nothing', [HEALTHY, UNSURE]],
  ...FINDING_KINDS.map((kind): Section => [`doctor: ${kind}`, [...doctorLines([finding(kind)], 1000), ...repairLines([finding(kind)])]]),
  ...Object.entries(FIX_REFUSALS).map(([name, { line }]): Section => [`doctor --fix, refused: ${name}`, [`error: ${line}`]]),
  ...COMMANDS.map((command): Section => [`usr-overlay ${command.name} --help`, helpOf(command)]),
];

function helpOf({ summary, epilogue, options, examples }: (typeof COMMANDS)[number]): string[] {
  const entries = options.map((option) => ({ name: `--${option.name}`, summary: option.summary }));
  return [...helpLines([`${summary}.`, ...(epilogue === undefined ? [] : [epilogue])], [{ title: 'Options', entries: [...entries, { name: '-h, --help', summary: 'Show this' }] }], 80), ...exampleLines(examples.map((each) => ({ name: each.command, summary: each.summary })), 80)].filter((line) => line !== '');
}

it('is the golden text', () => expectGolden('commands', SECTIONS));

it('has words for each finding', () => expect(FINDING_KINDS.filter((kind) => WORDS[kind].fact(true) === '')).toEqual([]));
