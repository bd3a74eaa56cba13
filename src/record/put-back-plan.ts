// What put-back found on the host, and the steps that it plans from it.

import type { PutBackReport } from './record.ts';
import type { Ownership } from '../text/paths.ts';

export type PutBackStep =
  /** Only while the content is this. */
  | { kind: 'remove-file'; path: string; digest: string }
  | { kind: 'remove-link'; path: string; target: string }
  /** `from` is a file with the content to be; `digest`: what is there now, null for nothing. */
  | { kind: 'restore-file'; path: string; from: string; digest: string | null; like: Ownership | null }
  /** `from`: where the link leads now, null for none. */
  | { kind: 'restore-link'; path: string; from: string | null; target: string }
  /** Of the image, and gone with what was in it. */
  | { kind: 'make-folder'; path: string; like: Ownership }
  /** Only when it is empty. */
  | { kind: 'remove-folder'; path: string };
/** What a path is now. */
export type Present = { kind: 'file'; digest: string } | { kind: 'link'; target: string } | { kind: 'folder' } | { kind: 'other' };

export type HostNow = {
  /** What is at the paths of `pathsToLookAt`; absent where nothing is. */
  present: ReadonlyMap<string, Present>;
  /** The digest of the image's own version of a file of /etc, where the host keeps one (ostree's /usr/etc). */
  pristine: ReadonlyMap<string, string>;
  /** Digests of the contents that were kept when the record began, and the files that hold them. */
  copies: ReadonlyMap<string, string>;
  /** Keys of the packages that are there, by their files in /usr. */
  there: ReadonlySet<string>;
  /** Configuration files that dpkg's database lists now, with the digest as shipped. */
  listed: ReadonlyMap<string, string>;
  users: readonly string[];
  groups: readonly string[];
  /** Whether a path leads to something now, links followed. */
  exists: (path: string) => boolean;
};

export type PutBackPlan = { steps: PutBackStep[]; kept: PutBackReport['kept'][number][]; users: string[]; groups: string[] };
