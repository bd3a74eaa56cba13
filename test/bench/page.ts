// The bench's table as Markdown, each row's commands under it.
import { cpus, release, totalmem } from 'node:os';
import type { Measured } from './measure.ts';
import { median, quantile } from './statistics.ts';

export function renderRow({ row, samples }: Measured): string {
  const { text, goal, reached } = figureOf({ row, samples });
  return [`${reached ? 'reached    ' : 'NOT REACHED'} ${row.title}: ${text} (${goal})`, ...sidesOf({ row, samples }).map((line) => `              ${line}`)].join('\n');
}

export function renderPage(measured: readonly Measured[], seconds: number): string {
  const rows = measured.map((each) => {
    const { text, goal, reached } = figureOf(each);
    return `| ${each.row.title} | ${text} | ${goal}${reached ? '' : ', **not reached**'} |`;
  });
  const details = measured.flatMap((each) => [`### ${each.row.title}`, '', `${each.row.means[0]?.toUpperCase() ?? ''}${each.row.means.slice(1)}.`, '', ...sidesOf(each).map((line) => `- ${line}`), ...shortfallOf(each), '']);
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench -- --write\` (${String(Math.round(seconds / 60))} minutes). Each row's commands run by turns, in one boot of one host of the testbed; the`,
    'figure is made of their medians, so that the machine matters little.',
    '',
    `Machine: ${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}. Node ${process.versions.node}; Debian 13, and forky for dnf.`,
    '',
    '| what | figure | goal |',
    '|---|---|---|',
    ...rows,
    '',
    '## The rows, one by one',
    '',
    'Each command with its median; in brackets the quarter of the runs that was fastest, and the slowest.',
    '',
    ...details,
  ].join('\n');
}

function shortfallOf(each: Measured): string[] {
  const { shortfall } = each.row;
  return shortfall === undefined || figureOf(each).reached ? [] : ['', `Not reached: ${shortfall}.`];
}

function figureOf({ row, samples }: Measured): ReturnType<Measured['row']['figure']> {
  return row.figure(samples.map(median), row.sides.map(({ name }) => name));
}

function sidesOf({ row, samples }: Measured): string[] {
  return row.sides.map(({ name, value }, at) => {
    const all = samples[at];
    if (!all) return `\`${name}\``;
    const unit = value ?? 'ms';
    const digits = unit === 'kB' ? 0 : 1;
    const [middle, low, high] = [median(all), quantile(all, 0.25), quantile(all, 1)].map((each) => each.toFixed(digits));
    return `\`${name}\`: ${String(middle)} ${unit} (${String(low)} to ${String(high)}, ${String(all.length)} runs)`;
  });
}
