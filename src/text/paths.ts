// This file works on paths as text and names the kernel's kinds of files. It never looks at the disk.

/**
 * Returns the path of a package's file where /bin, /lib and their like are links into /usr. Packages still ship files below them:
 * https://www.freedesktop.org/wiki/Software/systemd/TheCaseForTheUsrMerge/. No host with an image's /usr is without the merge.
 */
export function inMergedUsr(path: string): string {
  return /^\/(bin|sbin|lib|lib32|lib64|libo32|libx32)(\/|$)/.test(path) ? `/usr${path}` : path;
}

/** Says whether a path lies below /usr, by itself or through a link such as /bin. */
export function isBelowUsr(path: string): boolean {
  return inMergedUsr(path).startsWith('/usr/');
}

/** Returns the path that a symbolic link at `path` names, after one step and in the merged /usr, without looking at the disk. */
export function resolveLink(path: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : `${path.replace(/\/[^/]*$/, '')}/${target}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return inMergedUsr(`/${parts.join('/')}`);
}

/** Tells whether a path is a folder or lies in it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}

/** Returns the name of the folder that holds the layers of this one. Works as systemd-escape(1), but with a percent sign for the backslash, which separates mount options. */
export function folderName(path: string): string {
  return path.slice(1).replace(/[%-]/g, (character) => `%${character.charCodeAt(0).toString(16)}`).replaceAll('/', '-');
}

/** Holds the permission bits and owner of a file; numbers as stat(2) gives them. */
export type Ownership = { mode: number; uid: number; gid: number };

/** Holds a path as the kernel's bytes, one character (U+0000 to U+00FF) per byte, because a file name need not be valid UTF-8. */
export type BytePath = string;

/** Names the kinds of files that stat(2) tells apart; `device` covers block and character devices. */
export type FileType = 'file' | 'directory' | 'symlink' | 'device' | 'fifo' | 'socket';
