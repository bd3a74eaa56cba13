// A row of the bench: things timed by turns in one boot of one host, and the one figure that is made of their medians.

export type Side = {
  /** What it is beside the others; the page shows its shell text under it. */
  name: string;
  /** Bash text that is timed; with `value`, the number that it writes to /run/value is taken in place of its time, in that unit. */
  shell: string;
  /** Untimed, before each run of it. */
  before?: string;
  /** The exit code without which the run does not count; 0 when not given. */
  code?: number;
  value?: 'ms' | 'kB' | 'KiB' | 'bytes' | 'processes';
};

export type Row = {
  title: string;
  /** What the figure means to a user, for docs/benchmarks.md. */
  means: string;
  /** Where the goal is not reached: why, and what it would take. */
  shortfall?: string;
  /** Ours first: --slow slows that one. */
  sides: readonly [Side, ...Side[]];
  runs: number;
  /** Untimed, once. */
  setup?: string;
  /** From the sides' medians, in milliseconds (or as `value` gives them), and their names. */
  figure: (medians: readonly number[], names: readonly string[]) => Figure;
};

/** `value` is the number in `text`, of which the page shows the spread over the turns. */
export type Figure = { text: string; goal: string; reached: boolean; value?: number };

/** Where rows are measured. */
export type Place = {
  name: string;
  /** Untimed, first of all; functions that the rows use may be defined here. */
  setup?: string;
  rows: readonly Row[];
};

export type BenchHost = Place & {
  variant: 'bookworm' | 'trixie' | 'forky' | 'forky-composefs';
  state: string;
  /** With dnf and the tiny rpms in it. */
  dnf?: true;
  /** Packages of Debian that its apt can install. */
  real?: readonly string[];
  /** The lists of all of Debian's main in place of the testbed's repository; nothing can be downloaded there. */
  lists?: true;
};

export const ratio = (atMost: number) => ([ours = NaN, theirs = NaN]: readonly number[]): Figure =>
  ({ text: `${(ours / theirs).toFixed(2)} times`, goal: `at most ${atMost}`, reached: ours / theirs <= atMost, value: ours / theirs });

export const processes = (atMost: number) => ([ours = NaN, theirs = NaN]: readonly number[]): Figure =>
  ({ text: `${(ours - theirs).toFixed(0)} more`, goal: `at most ${atMost} more`, reached: ours - theirs <= atMost });

export const sooner = (atLeast: number) => ([ours = NaN, theirs = NaN]: readonly number[]): Figure =>
  ({ text: `${(theirs / ours).toFixed(1)} times sooner`, goal: `at least ${atLeast}`, reached: theirs / ours >= atLeast });
