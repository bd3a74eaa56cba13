// This file defines what put-back found on the host, the steps that it plans from that, and how both are reported.

import { NOT_BACK, type PutBackReport } from './record.ts';
import type { Ownership } from '../text/paths.ts';

/** Holds one step; each is done only if the path is still as it was when the plan was made. */
export type PutBackStep =
  /** Only while the content is this. */
  | { kind: 'remove-file'; path: string; digest: string; /** Key of the package whose content that is; null where nobody is known to have it, too. */ shipped: string | null }
  | { kind: 'remove-link'; path: string; target: string }
  /** `from` is a file with the content to be; `digest`: what is there now, null for nothing. */
  | { kind: 'restore-file'; path: string; from: string; digest: string | null; like: Ownership | null; shipped: string | null }
  /** `from`: where the link leads now, null for none. */
  | { kind: 'restore-link'; path: string; from: string | null; target: string }
  /** Makes a folder of the image again that went with its content. */
  | { kind: 'make-folder'; path: string; like: Ownership }
  /** Removes the folder only if it is empty. */
  | { kind: 'remove-folder'; path: string };

/** What a path is now. */
export type Present = { kind: 'file'; digest: string; like?: Ownership } | { kind: 'link'; target: string } | { kind: 'folder' } | { kind: 'other' };

/** Holds what `planPutBack` needs to know about the host. */
export type HostNow = {
  /** Holds what is at the paths of `pathsToLookAt`; a path where nothing is has no entry. */
  present: ReadonlyMap<string, Present>;
  /** Holds the digest of the image's own version of a file in /etc, where the host keeps one (ostree's /usr/etc). */
  pristine: ReadonlyMap<string, string>;
  /** Maps digests of contents that were kept when the record began to the files that hold them. */
  copies: ReadonlyMap<string, string>;
  /** Holds the keys of packages that are there, judged by their files in /usr. */
  there: ReadonlySet<string>;
  /** Maps the configuration files that dpkg's database lists now to the digest as shipped. */
  listed: ReadonlyMap<string, string>;
  users: readonly string[];
  groups: readonly string[];
  /** Tells whether a path leads to something now, with links followed. */
  exists: (path: string) => boolean;
};

/** Holds the steps, what stays and why, and the users and groups that packages added and that stay. */
export type PutBackPlan = { steps: PutBackStep[]; kept: PutBackReport['kept'][number][]; users: string[]; groups: string[] };

/** `failed` holds the steps that were not done, each with the reason. */
export function reportOf({ steps, kept, users, groups }: PutBackPlan, failed: readonly { step: PutBackStep; why: string }[]): PutBackReport {
  const notDone = new Set(failed.map(({ step }) => step));
  const pathsOf = (...kinds: PutBackStep['kind'][]): string[] => steps.flatMap((step) => (kinds.includes(step.kind) && !notDone.has(step) ? [step.path] : []));
  const named = failed.map(({ step, why }) => ({ path: step.path, why: `${isMissing(step) ? NOT_BACK : ''}${why}; the next \`up\`, \`down\` or boot tries again` }));
  return { removed: pathsOf('remove-file', 'remove-link'), restored: pathsOf('restore-file', 'restore-link'), kept: [...kept, ...named], users, groups };
}

function isMissing(step: PutBackStep): boolean {
  return step.kind === 'make-folder' || (step.kind === 'restore-file' && step.digest === null) || (step.kind === 'restore-link' && step.from === null);
}
