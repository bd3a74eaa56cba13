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
  [/changes (are|there is) lost at the next reboot|All changes there will be discarded on reboot/, (text) => !isHotfix(text) && !/ (8:17|sysext .*upperdir=\/var)/.test(text.file('mountinfo')) && !isWritableWithout(text)],
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
