// Paths as text, and what a file is in the kernel's own terms. Nothing here looks at the disk.

/** Packages still ship files below /lib and /bin, which are links into /usr: https://www.freedesktop.org/wiki/Software/systemd/TheCaseForTheUsrMerge/ */
export function inMergedUsr(path: string): string {
  return /^\/(bin|sbin|lib|lib32|lib64|libx32)(\/|$)/.test(path) ? `/usr${path}` : path;
}

/** Where a link leads, one step far and by its words alone, in the merged /usr. */
export function resolveLink(path: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : `${path.replace(/\/[^/]*$/, '')}/${target}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return inMergedUsr(`/${parts.join('/')}`);
}

export type Ownership = { mode: number; uid: number; gid: number };

/** A path as the bytes that the kernel has for it, one character each: a name need not be text in any encoding. */
export type BytePath = string;

export type FileType = 'file' | 'directory' | 'symlink' | 'device' | 'fifo' | 'socket';
