// Each sentence about what stays, is lost or will be run is true on every captured host that prints it. What is true is read from the
// capture's own text here, by other means than the program's.

import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { judge } from '../../../../src/guard/judgement.ts';
import { notice } from '../../../../src/guard/words/notice.ts';
import { parseFacts } from '../../../../src/host/facts.ts';
import { databaseFollows } from '../../../../src/host/host.ts';
import { readCapture } from '../../../../src/host/io/capture.ts';
import { planUp } from '../../../../src/overlay/plan-up.ts';
import { reportOverlay } from '../../../../src/overlay/status-report.ts';
import { OUTCOMES } from '../../../../src/overlay/words/outcomes.ts';
import { statusLines } from '../../../../src/overlay/words/status-words.ts';
import { parseMountinfo } from '../../../../src/text/mountinfo.ts';
import { PLAIN_UP, situation } from '../../overlay/situations.ts';

const HOSTS = new URL('../../../hosts/', import.meta.url).pathname;
const ROOT = new URL('../../../../', import.meta.url).pathname;
const NAMES = readdirSync(HOSTS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** Holds a captured host as text: one line of its mount table for a mount point, and its other files. */
type Text = { mount: (point: string) => string; file: (name: string) => string };

const MEMORY = / - tmpfs |upperdir=\/run\/|- overlay transient |upperdir=\/proc\/self\/fd\/|upperdir=\/var\/tmp\/ostree-unlock-ovl|upperdir=\/upper\/data/;
/** A capture whose mounts do not show it has the file `stays`, by how the host was made. */
const told = ({ file }: Text, point: string): string | undefined => new RegExp(`^${point}: (kept|lost)$`, 'm').exec(file('stays'))?.[1];
const isRootLost = (text: Text): boolean => (told(text, '/usr') ?? (MEMORY.test(text.mount('/')) ? 'lost' : 'kept')) === 'lost';
const isLost = (point: string) => (text: Text): boolean => (told(text, point) ?? (mount(text, point) === '' ? told(text, '/usr') ?? (MEMORY.test(text.mount('/')) ? 'lost' : 'kept') : MEMORY.test(mount(text, point)) ? 'lost' : 'kept')) === 'lost';
const mount = (text: Text, point: string): string => text.mount(point);

/** Holds for each statement what makes it true. */
const STATEMENTS: [statement: RegExp, isTrue: (text: Text) => boolean][] = [
  [/edits in \/etc[^;]* are kept/, (text) => !isLost('/etc')(text) && !isReadOnly(text, '/etc')],
  [/data in \/var[^;]* are kept/, (text) => !isLost('/var')(text) && !isReadOnly(text, '/var')],
  [/edits in \/etc[^;]* are lost/, isLost('/etc')],
  [/data in \/var[^;]* are lost/, isLost('/var')],
  [/except in/, ({ file }) => file('mountinfo').includes('usr-overlay-follow')],
  [/changes (are|there is) lost at the next reboot|[Aa]ll changes there will be discarded on reboot/, (text) => !isHotfix(text) && !/ (8:17|sysext .*upperdir=\/var)/.test(text.file('mountinfo')) && !isWritableWithout(text)],
  [/survives? reboots|kept until the next image/, (text) => isHotfix(text)],
  [/what you install is kept/, (text) => isWritableWithout(text)],
  [/to make \/usr writable until the next reboot/, (text) => text.file('mountinfo-pid1') === '' || /\/ostree\/deploy\//.test(text.file('mountinfo-pid1'))],
  [/only this service/, ({ file }) => / \/usr ro/.test(file('mountinfo')) && !/ \/usr ro/.test(file('mountinfo-pid1')) && / \/ rw/.test(file('mountinfo-pid1'))],
  [/remount,rw \//, ({ mount: line }) => /^\S+ \S+ \S+ \S+ \/ ro.* - ext4 /.test(line('/'))],
];

function isReadOnly(text: Text, point: string): boolean {
  return /^\S+ \S+ \S+ \S+ \S+ ro/.test(text.mount(point) || text.mount('/'));
}

function isHotfix({ mount: line }: Text): boolean {
  return line('/usr').includes('upperdir=.usr-ovl-upper');
}

/** Nothing transient is on /usr, which can be written. */
function isWritableWithout(text: Text): boolean {
  return text.file('writable').includes('test -w /usr: yes') && text.mount('/usr') === '' && !isRootLost(text);
}

function textOf(name: string): Text {
  const file = (each: string): string => (existsSync(`${HOSTS}${name}/${each}`) ? readFileSync(`${HOSTS}${name}/${each}`, 'latin1') : '');
  const mounts = file('mountinfo').split('\n');
  return {
    file,
    // The one that nothing else is stacked on.
    mount: (point) => {
      const here = mounts.filter((line) => line.split(' ')[4] === point);
      return here.find((line) => !here.some((other) => other.split(' ')[1] === line.split(' ')[0] && other !== line)) ?? '';
    },
  };
}

/** Returns all that `check`, the notice, `status` and `up` print of a captured host. */
function linesOf(name: string): string[] {
  const evidence = readCapture(HOSTS + name);
  if (typeof evidence === 'string') throw new Error(evidence);
  const facts = parseFacts(evidence);
  const { verdict, host, hints } = judge(facts, [], null);
  const noticed = verdict.verdict === 'notice' ? [notice(verdict.rule, host, { room: null, databaseFollows: databaseFollows(facts), packagesChanged: null, isRepair: false, plan: null }).line] : [];
  const status = statusLines(reportOverlay(facts, parseMountinfo(evidence.mountinfo ?? ''), { room: null, turnedOn: { since: null, by: null }, holders: null, packages: null }), 1000);
  const plan = planUp(situation(name), PLAIN_UP);
  const isDone = plan.kind === 'steps' && plan.steps.length === 0;
  return [...hints, ...noticed, ...status, ...(isDone ? OUTCOMES[plan.outcome] : [])];
}

function untrue(lines: readonly string[], text: Text): string[] {
  return lines.filter((line) => STATEMENTS.some(([statement, isTrue]) => statement.test(line) && !isTrue(text)));
}

/** Says where the others are tried, on hosts that are really rebooted or whose overlays are really taken off. */
const ELSEWHERE: [sentence: RegExp, proof: string][] = [
  [/at each boot$|is empty after a reboot|holds stays on it|layers of \S+ stay|each boot (of this image )?mounts|each boot of this image|next boot|each boot does|is not mounted|not mounted: |[Pp]ersistent overlay|whole root file system is an overlay|\/etc is discarded at each reboot/, 'test/integration/persist'],
  [/\/usr\/local|yours is kept apart|brings its own files/, 'test/integration/only'],
  [/mounts at each boot|mounts this overlay on \/usr at each boot|each boot mounts this overlay again|stores in \S+ is kept there|[Ww]hoever made it|[Ww]hether a reboot keeps|need not take away/, 'test/integration/overlay/overlay-at-boot.full.test.ts'],
  [/discard all changes|were discarded|discarded with the overlay|would be discarded with it|stays until the next|To discard|^Discarded at the next reboot/, 'test/integration/overlay/down.test.ts'],
  [/hotfix|next image|survive reboots/, 'test/campaigns/machines/story/hotfix.ts'],
  [/package database|soft-reboot|would be lost/, 'test/integration/doctor'],
  [/system extension|sysext/, 'test/integration/overlay'],
  [/ is kept|copy .* kept|kept first|Nothing is kept|stays: it was edited|\(stays\)|what stays without it|left in \/etc stays|no overlay was on|while none was on/, 'test/integration/record'],
  [/\/boot|kernel, an initramfs/, 'test/integration/boot'],
  [/--offline|made at the next reboot|left to the next reboot/, 'test/integration/guard/dnf.test.ts'],
  [/stays mounted until the next|it stays read-only for everything else/, 'test/integration/overlay'],
  [/until the next reboot/, 'test/integration/guard/hints.test.ts'],
  [/whole root( file system)? is temporary|stored in memory|next reboot discards|next reboot takes away|may lose at the next reboot|ended by a reboot/, 'test/integration/guard/kinds-of-host.test.ts'],
];

const OF_TIME = /reboot|surviv|discard|\bstays?\b|\b(is|are) kept\b|\blost\b|next boot|each boot|next image/;
/** What is asked, measured or named is no statement. */
const NO_STATEMENT = /^#|\?|must stay free|Where it is kept|sudo ostree admin undeploy/;

it('no sentence of the program about what stays is without a proof', () => {
  const golden = new URL('../../golden/', import.meta.url).pathname;
  const lines = readdirSync(golden).filter((name) => name.endsWith('.txt') && name !== 'usage.txt').flatMap((name) => readFileSync(golden + name, 'utf8').split('\n'));
  const ofTime = [...new Set(lines.filter((line) => OF_TIME.test(line) && !NO_STATEMENT.test(line) && !line.startsWith(' ')))];
  const proofs = [...STATEMENTS, ...ELSEWHERE].map(([sentence]) => sentence);
  expect(ofTime.filter((line) => !proofs.some((sentence) => sentence.test(line)))).toEqual([]);
  expect(ELSEWHERE.filter(([sentence, proof]) => !existsSync(`${ROOT}${proof}`) || !ofTime.some((line) => sentence.test(line)))).toEqual([]);
});

describe('each statement is true where it is made', () => {
  it.each(NAMES)('%s', (name) => expect(untrue(linesOf(name), textOf(name))).toEqual([]));

  it('and each is made somewhere', () => {
    const all = NAMES.flatMap(linesOf);
    expect(STATEMENTS.map(([statement]) => statement).filter((statement) => !all.some((line) => statement.test(line)))).toEqual([]);
  });

  it.each([
    ['bootc-hotfix', 'changes are lost at the next reboot'],
    ['boot-overlay', 'your edits in /etc and data in /var are kept'],
    ['overlayroot-device', 'All changes there will be discarded on reboot.'],
    ['bootc-etc-transient-locked', 'your edits in /etc are kept'],
    ['protect-system', 'to make /usr writable until the next reboot: `usr-overlay`'],
    ['trixie-plain-unlock-development', 'what you install is kept'],
  ])('is found where it is not so: %s, %s', (name, line) => expect(untrue([line], textOf(name))).toEqual([line]));
});
