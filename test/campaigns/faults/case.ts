// One thing that goes wrong while one command runs.

export const KINDS = ['up', 'down', 'run', 'put_back', 'doctor', 'report', 'refuse', 'allow'] as const;

/** More ways to put an overlay on, which are only killed. */
export const KILLED_KINDS = ['up_read_only', 'up_native', 'up_stored', 'down_native', 'down_stored'] as const;

/** What is run: see before_, command_ and after_ in host.sh. */
export type Kind = (typeof KINDS)[number] | (typeof KILLED_KINDS)[number];

export type Case = {
  /** A line of the table. */
  family: string;
  title: string;
  kind: Kind;
  /** That are right. host.sh holds the state of the host against the one it gets. */
  codes: readonly number[];
  /** Shell before the command; it may define `launch`. */
  fault: string;
  /** Shell after it. */
  heal: string;
  /** What is done next, and judges: a function of killed.sh; after_ of the kind where there is none. */
  next?: 'up' | 'down' | 'run' | 'put_back' | 'doctor';
};

export function renderTry({ kind, codes, fault, heal, title, next }: Case): string {
  return `try ${[kind, codes.join(' '), fault, heal, title, next === undefined ? `after_${kind}` : `next_${next}`].map(quote).join(' ')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
