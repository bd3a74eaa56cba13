// One thing that goes wrong while one command runs.

export const KINDS = ['up', 'down', 'run', 'put_back', 'doctor', 'report', 'refuse', 'allow'] as const;

/** What is run: see before_, command_ and after_ in host.sh. */
export type Kind = (typeof KINDS)[number];

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
};

export function renderTry({ kind, codes, fault, heal, title }: Case): string {
  return `try ${[kind, codes.join(' '), fault, heal, title].map(quote).join(' ')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
