// A way in, as data: what a new user types, where, and what must come of it.
import type { Seen, Step } from '../../campaigns/machines/step.ts';

export type Scene = {
  title: string;
  /** What has happened since the scene before. */
  text: string;
  /** Where it is typed. */
  prompt: 'image# ' | 'host# ' | 'checkout$ ' | '$ ';
  steps: readonly Step[];
};

/** Has the steps typed; null for one that was not come to. */
export type Player = (steps: readonly Step[]) => Promise<(Seen | null)[]>;

/** One player for each scene, in their order: a later one goes on with what an earlier one left. */
export type Stage = { players: readonly Player[]; remove: () => Promise<void> };

export type Way = {
  /** Its name on the command line, and of its page in docs/transcripts. */
  name: string;
  title: string;
  text: string;
  scenes: readonly Scene[];
  open: () => Promise<Stage>;
};
