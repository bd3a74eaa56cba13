// The dated folder of one run: copies under numbers, and the index that names them.

import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { whyOf } from '../../fault.ts';
import type { KeptEntry } from '../kept-entry.ts';
import { copyWhole } from './copy-whole.ts';
import { appendIndex, makeDatedFolder, syncFolder } from './store.ts';

export type Shelf = {
  copy: (pinned: string, path: string) => Promise<{ name: string } | { line: string }>;
  /** Its absolute path; empty where nothing was put in it. */
  folder: () => string;
  /** Null once all is on the disk; else what went wrong. */
  close: (entries: readonly KeptEntry[]) => string | null;
};

/** Made when the first thing is put in it. */
export function openShelf(store: string): Shelf {
  let made: ReturnType<typeof makeDatedFolder> | null = null;
  let count = 0;
  const open = (): ReturnType<typeof makeDatedFolder> => (made ??= makeDatedFolder(store));
  return {
    folder: () => (made !== null && 'folder' in made ? made.folder : ''),
    copy: async (pinned, path) => {
      const shelf = open();
      if ('line' in shelf) return shelf;
      count += 1;
      return copyTo(pinned, shelf.folder, String(count), path.slice(path.lastIndexOf('/') + 1));
    },
    close: (entries) => {
      const shelf = entries.length === 0 ? { folder: '' } : open();
      if ('line' in shelf) return shelf.line;
      try {
        if (entries.length > 0) appendIndex(shelf.folder, entries);
        return null;
      } catch (error) {
        return whyOf(error);
      }
    },
  };
}

/** Under its name once it is whole. A full disk gets its room back. */
async function copyTo(pinned: string, folder: string, place: string, name: string): Promise<{ name: string } | { line: string }> {
  const draft = `${folder}/${place}.new`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    const trouble = await copyWhole(pinned, `${draft}/${name}`);
    if (trouble === null) {
      syncFolder(draft);
      renameSync(draft, `${folder}/${place}`);
      return { name: `${place}/${name}` };
    }
    rmSync(draft, { recursive: true, force: true });
    return { line: trouble };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    return { line: whyOf(error) };
  }
}
