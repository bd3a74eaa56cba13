// What look.sh wrote of the host after one step.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Seen = {
  code: number;
  milliseconds: number;
  said: string;
  /** On /usr, topmost last. */
  mounts: { target: string; source: string; fstype: string; 'vfs-options': string }[];
  /** The mount points of what follows, and of its storage. */
  ours: string[];
  /** The booted deployment's unlocked state; null on a host without ostree. */
  ostree: string | null;
  bootc: unknown;
  audit: string;
  status: Status;
  writable: boolean;
  packages: string[];
  programs: string[];
  upper: string[];
  left: string[];
};

type Status = {
  usr: unknown;
  usrOverlay: { backend: string; accessMode: string; persistence: string } | null;
  imageManager: string | null;
  followers: string[];
  holders: number;
  disagreements: string[];
};

/** Null for a step that the host did not come to the end of. */
export function readSeen(folder: string): Seen | null {
  if (!existsSync(join(folder, 'left'))) return null;
  const text = (name: string): string | null => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null);
  const lines = (name: string): string[] => (text(name) ?? '').split('\n').filter((line) => line !== '');
  const json = (name: string): unknown => JSON.parse(text(name) || 'null');
  const ostree = text('ostree');
  return {
    code: Number(text('code')),
    milliseconds: Number(text('milliseconds')),
    said: text('said') ?? '',
    mounts: (json('findmnt') as { filesystems: Seen['mounts'] } | null)?.filesystems ?? [],
    ours: lines('ours'),
    ostree: ostree === null ? null : (/^ *Unlocked: (\w+)$/m.exec(ostree.replaceAll(/\u001b\[[\d;]*m/g, ''))?.[1] ?? 'none'),
    bootc: (json('bootc') as { status: { usrOverlay: unknown } } | null)?.status.usrOverlay ?? null,
    audit: text('audit') ?? '',
    status: json('status') as Status,
    writable: text('writable') === 'true\n',
    // As diff marks what only the second file has; what only the first one has is as wrong.
    packages: changesOf(lines('packages')),
    programs: changesOf(lines('programs')),
    upper: lines('upper'),
    left: lines('left'),
  };
}

/** The lines of a diff: what came by its name, what went as `< NAME`. */
function changesOf(diff: readonly string[]): string[] {
  return diff.filter((line) => /^[<>]/.test(line)).map((line) => line.replace(/^> /, ''));
}
