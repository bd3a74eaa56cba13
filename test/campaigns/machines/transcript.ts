// The transcript: each step as it was typed, what was seen, whether that is right, and how long it took. Pure.
import type { Seen, Step } from './step.ts';

const MOST_LINES = 10;
const FIRST_LINES = 3;
const LAST_LINES = 2;

export function renderStep(step: Step, seen: Seen | null, wrong: readonly string[]): string {
  return [
    renderHeadline(step, seen, wrong),
    ...step.typed.split('\n').slice(1).map((line) => `                  ${line}`),
    ...shownOutput(step, seen, wrong.length > 0).map((line) => `                | ${line}`),
    ...(seen && seen.code !== 0 ? [`                (exit ${String(seen.code)})`] : []),
    ...wrong.map((line) => `                WRONG: ${line}`),
    '',
  ].join('\n');
}

export function renderHeadline({ typed }: Step, seen: Seen | null, wrong: readonly string[]): string {
  const verdict = wrong.length === 0 ? 'ok   ' : 'WRONG';
  const seconds = seen ? `${(seen.milliseconds / 1000).toFixed(1)} s` : '-';
  return `${verdict} ${seconds.padStart(8)}  # ${typed.split('\n', 1)[0] ?? ''}`;
}

/** All of it where something is wrong; else a long answer's ends, and the lines that the step looks for. */
function shownOutput({ sees = [] }: Step, seen: Seen | null, whole: boolean): string[] {
  const lines = (seen?.output ?? '').split(/\r?\n/).map(lastWritten).filter((line) => line !== '');
  if (whole || lines.length <= MOST_LINES) return lines;
  const isLookedFor = (line: string): boolean => sees.some((part) => (typeof part === 'string' ? part.split('\n').some((each) => line.includes(each)) : part.test(line)));
  const isShown = lines.map((line, index) => index < FIRST_LINES || index >= lines.length - LAST_LINES || isLookedFor(line));
  return lines.flatMap((line, index) => {
    // A line on its own is shorter than what would stand for it.
    if (isShown[index] || (isShown[index - 1] && isShown[index + 1])) return [line];
    return isShown[index - 1] ? [`… ${String(isShown.indexOf(true, index) - index)} lines …`] : [];
  });
}

/** What a terminal shows of a line that carriage returns wrote anew. */
function lastWritten(line: string): string {
  return line.slice(line.lastIndexOf('\r') + 1).trimEnd();
}
