// The transcript: each step as it was typed, what was seen, whether that is right, and how long it took. Pure.
import type { Seen, Step } from './step.ts';

const MOST_LINES = 16;

export function renderStep(step: Step, seen: Seen | null, wrong: readonly string[]): string {
  const verdict = wrong.length === 0 ? 'ok   ' : 'WRONG';
  const seconds = seen ? `${(seen.milliseconds / 1000).toFixed(1)} s` : '-';
  const [first = '', ...more] = step.typed.split('\n');
  return [
    `${verdict} ${seconds.padStart(8)}  # ${first}`,
    ...more.map((line) => `                  ${line}`),
    ...shownOutput(seen, wrong.length > 0).map((line) => `                | ${line}`),
    ...(seen && seen.code !== 0 ? [`                (exit ${String(seen.code)})`] : []),
    ...wrong.map((line) => `                WRONG: ${line}`),
    '',
  ].join('\n');
}

/** All of it where something is wrong. */
function shownOutput(seen: Seen | null, whole: boolean): string[] {
  const lines = (seen?.output ?? '').split(/\r?\n/).map((line) => line.replace(/.*\r/, '').trimEnd()).filter((line) => line !== '');
  if (whole || lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 3), `… ${String(lines.length - MOST_LINES + 1)} lines …`, ...lines.slice(-2)];
}
