// The bench's table, as a page, and its raw figures with each row's commands. What is shown is what measure.ts writes into the host. Pure.
import type { Measured } from './measure.ts';
import type { BenchHost, Figure, Place, Row, Side } from './row.ts';
import { median, quantile } from './statistics.ts';

export type Section = { place: BenchHost | Place; measured: readonly Measured[] };

export function renderRow(each: Measured): string {
  const { text, goal, reached } = figureOf(each);
  const spread = spreadOf(each);
  const sides = each.row.sides.map((side, at) => `              ${side.name}: ${timesOf(side, each.samples[at] ?? [])}`);
  return [`${reached ? 'reached    ' : 'NOT REACHED'} ${each.row.title}: ${text}${spread === '' ? '' : `, ${spread}`} (${goal})`, ...sides].join('\n');
}

type Run = { seconds: number; machine: string };

/** docs/benchmarks.md: the table, its reasons, and how to run it. */
export function renderPage(sections: readonly Section[], { seconds, machine }: Run): string {
  const rows = sections.flatMap(({ measured }) => measured.map((each) => ({ ...each.row, ...figureOf(each), spread: spreadOf(each) })));
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench -- --write\` (${String(Math.round(seconds / 60))} minutes). The sides of a row run by turns, in one boot of one host of the testbed; the`,
    'figure is made of their medians, so that the machine matters little. The spread is that of the middle half of the turns.',
    '',
    `Machine: ${machine}`,
    '',
    '| what | figure | spread | goal | |',
    '|---|---|---|---|---|',
    ...rows.map(({ title, text, spread, goal, reached }) => `| ${title} | ${text} | ${spread} | ${goal} | ${reached ? 'reached' : '**not reached**'} |`),
    '',
    ...shortfalls(rows.filter(({ reached }) => !reached)),
    ...BY_HAND,
  ].join('\n').trimEnd().concat('\n');
}

/** The raw figures, of which no copy is kept: each command after its median, and the quarter of the runs that was fastest, and the slowest. */
export function renderFigures(sections: readonly Section[], { seconds, machine }: Run): string {
  const head = ['# The figures of one run of the bench', '', `${machine} ${String(seconds)} s. Each command comes after its median; in brackets the quarter of the runs that was fastest, and the slowest.`, ''];
  return [...head, ...sections.flatMap(renderSection)].join('\n');
}

function shortfalls(unreached: readonly (Row & Figure)[]): string[] {
  const reasons = unreached.map(({ title, text, shortfall }) => `- ${title}, ${text}: ${shortfall ?? 'why is not known yet'}.`);
  return reasons.length === 0 ? [] : ['## Not reached, and why', '', ...reasons, ''];
}

const BY_HAND = [
  '## By hand',
  '',
  'Each run leaves its raw figures in `dist/benchmarks.md`: under each host every row with its set-up, its commands, their medians and',
  'their spread. In a clone, after `npm ci`, as root:',
  '',
  ...block("npm run bench -- --shell 'locked host'"),
  'opens a shell on that host, booted and set up as for its rows, with the small packages that these install at hand; the host is gone',
  'when the shell ends. `--shell` with any other name lists the hosts. There a row\'s blocks can be pasted as they are, its own set-up',
  'first, with bash\'s `time` before a line to see what it takes. The bench runs the very same text: bash looks at the clock before and',
  'after the lines that are timed, their output goes to a file, and the first run of each side does not count. Without a terminal,',
  '`--shell` runs what standard input holds.',
  '',
  '`npm run bench -- --only \'apt-get update\'` measures the rows whose titles hold that text. To see that a slow row is shown as one,',
  'add `--slow \'apt-get update\'`: our side sleeps for 0.1 s within what is timed, or for as many seconds as `--by` says.',
  '',
];

function renderSection({ place, measured }: Section): string[] {
  const where = 'variant' in place ? `A host of the testbed: ${place.variant}, ${place.state}.` : 'In a clone, after `npm run package`.';
  return [`## ${place.name}`, '', `${where}${place.setup === undefined ? '' : ' Its set-up, which its shell begins with:'}`, '', ...block(place.setup), ...measured.flatMap(renderDetails)];
}

function renderDetails({ row, samples }: Measured): string[] {
  const sides = row.sides.flatMap((side, at) => [`**${side.name}**: ${timesOf(side, samples[at] ?? [])}`, '', ...block(shellOf(side))]);
  return [`### ${row.title}`, '', `${row.means[0]?.toUpperCase() ?? ''}${row.means.slice(1)}.`, '', ...setUp(row), ...sides];
}

function setUp({ setup }: Row): string[] {
  return setup === undefined ? [] : ["The row's own set-up, once:", '', ...block(setup)];
}

function shellOf({ shell, before, code, value }: Side): string {
  const how = `${value === undefined ? 'timed' : `not timed: its own number, in ${value}`}${code === undefined ? '' : `; exit code ${String(code)}`}`;
  return [...(before === undefined ? [] : ['# before each run, not timed', before]), `# ${how}`, shell].join('\n');
}

/** Bash and not sh, as in-host.sh. */
function block(text: string | undefined): string[] {
  return text === undefined ? [] : ['```bash', text.trim(), '```', ''];
}

function figureOf({ row, samples }: Measured): Figure {
  return row.figure(samples.map(median), row.sides.map(({ name }) => name));
}

/** What the figure would be of each turn by itself: its middle half. Empty where it is no number. */
function spreadOf({ row, samples }: Measured): string {
  const turns = samples[0]?.map((_, turn) => row.figure(samples.map((side) => side[turn] ?? NaN), row.sides.map(({ name }) => name)).value ?? NaN) ?? [];
  if (turns.length < 2 || turns.some(Number.isNaN)) return '';
  return `${quantile(turns, 0.25).toFixed(2)} to ${quantile(turns, 0.75).toFixed(2)}`;
}

function timesOf({ value }: Side, samples: readonly number[]): string {
  const unit = value ?? 'ms';
  const [middle = '', low = '', high = ''] = [0.5, 0.25, 1].map((part) => quantile(samples, part).toFixed(unit === 'ms' ? 1 : 0));
  return `${middle} ${unit}${samples.length === 1 ? '' : ` (${low} to ${high}, ${String(samples.length)} runs)`}`;
}
