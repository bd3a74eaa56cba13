// This file defines a fault: one thing that goes wrong while one command runs.

export const KINDS = ['up', 'down', 'run', 'put_back', 'doctor', 'report', 'refuse', 'allow'] as const;

/** These are more ways to mount an overlay, and are only killed. */
export const KILLED_KINDS = ['up_read_only', 'up_native', 'up_stored', 'down_native', 'down_stored'] as const;

/** Names the command: see before_, command_ and after_ in host.sh. */
export type Kind = (typeof KINDS)[number] | (typeof KILLED_KINDS)[number];

export type Case = {
  /** Names the line of the table. */
  family: string;
  title: string;
  kind: Kind;
  /** These exit codes are right; host.sh compares the state of the host with the one that it gets. */
  codes: readonly number[];
  /** This shell text runs before the command, and may define `launch`. */
  fault: string;
  /** This shell text runs after the command. */
  heal: string;
  /** Names the function of killed.sh that runs next and judges; by default after_ of the kind. */
  next?: 'up' | 'down' | 'run' | 'put_back' | 'doctor';
};

export function renderTry({ kind, codes, fault, heal, title, next }: Case): string {
  return `try ${[kind, codes.join(' '), fault, heal, title, next === undefined ? `after_${kind}` : `next_${next}`].map(quote).join(' ')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
