// What a campaign tells of itself: lines while it runs, and rows of the one table at the end.

export type Outcome = {
  /** What was tried: a host, a family of faults, a script. */
  name: string;
  tried: number;
  wrong: number;
  /** Anything else that is worth a word. */
  note?: string;
};

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Seconds since a moment of performance.now(), as text. */
export function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(0)} s`;
}

/** The table of one campaign. */
export function renderTable(campaign: string, outcomes: readonly Outcome[]): string[] {
  const sum = { name: 'all', tried: total(outcomes, 'tried'), wrong: total(outcomes, 'wrong') };
  const width = Math.max(campaign.length, ...outcomes.map(({ name }) => name.length));
  const row = ({ name, tried, wrong, note = '' }: Outcome): string => `${name.padEnd(width)}${String(tried).padStart(10)}${String(wrong).padStart(8)}  ${note}`.trimEnd();
  return [`${campaign.padEnd(width)}     tried   wrong`, ...outcomes.map(row), row(sum)];
}

/** Where nothing was tried, nothing is known. */
export function isGood(outcomes: readonly Outcome[]): boolean {
  return total(outcomes, 'tried') > 0 && total(outcomes, 'wrong') === 0;
}

function total(outcomes: readonly Outcome[], figure: 'tried' | 'wrong'): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[figure], 0);
}
