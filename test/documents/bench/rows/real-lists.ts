// What people wait for: apt with the lists of all of Debian's main, which hold some 70,000 packages.
import { ASIDE } from './aside.ts';
import { POPULATE } from './populate.ts';
import { ratio, type BenchHost, type Row } from '../row.ts';

const PLAN = 'the guard reads the plan that apt hands out, and what is left is the start of its own process';

const refused = (title: string): Row => ({
  title: `${title}: \`apt-get install strace\` until it is refused`,
  means: 'what the answer costs beside the mere look at what apt would do',
  shortfall: PLAN,
  sides: [
    { name: 'refused by us', shell: 'apt-get install strace', before: 'back', code: 100 },
    { name: 'the mere look, without us', shell: 'apt-get -s install strace', before: 'aside' },
  ],
  runs: 21,
  figure: ratio(1.1),
});

const nothing = (title: string): Row => ({
  title: `${title}: \`apt-get install -y bash\`, with nothing to do`,
  means: 'what a run of automation that finds everything in place pays',
  shortfall: PLAN,
  sides: [
    { name: 'with us installed', shell: 'apt-get install -y bash', before: 'back' },
    { name: 'without', shell: 'apt-get install -y bash', before: 'aside' },
  ],
  runs: 21,
  figure: ratio(1.15),
});

const prompt = (title: string, what: string, atMost: number, runs: number): Row => ({
  title: `${title}: \`apt-get install ${what}\` until its prompt`,
  means: 'what somebody who works in an overlay waits for the notice, with the plan judged and the room asked',
  shortfall: PLAN,
  // Standard input is empty, which answers the prompt with no.
  sides: [
    { name: 'with us installed', shell: `apt-get install ${what}`, before: 'back', code: 1 },
    { name: 'without', shell: `apt-get install ${what}`, before: 'aside', code: 1 },
  ],
  runs,
  figure: ratio(atMost),
});

const host = (variant: 'trixie' | 'forky', release: string): BenchHost[] => [
  {
    name: `locked host with the lists of ${release}`,
    variant,
    state: 'locked',
    lists: true,
    setup: `${ASIDE}${POPULATE}populate 2500`,
    rows: [refused(`locked, ${release}'s lists, 2,500 packages`), nothing(`locked, ${release}'s lists, 2,500 packages`)],
  },
  {
    name: `overlay on, with the lists of ${release}`,
    variant,
    state: 'locked',
    lists: true,
    setup: `${ASIDE}usr-overlay\napt-get -s install strace`,
    rows: [prompt(`overlay, ${release}'s lists`, 'strace', 1.15, 21), prompt(`overlay, ${release}'s lists`, 'task-gnome-desktop', 1.05, 9)],
  },
];

export const realLists: readonly BenchHost[] = [...host('trixie', 'Debian 13'), ...host('forky', 'forky')];
