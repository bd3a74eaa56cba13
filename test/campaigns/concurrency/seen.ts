// What guest.sh wrote of a round.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { looksOf, type LookName, type Round } from './rounds.ts';

export type Ended = { code: number; said: string };

export type Look = {
  usable: boolean;
  mounts: { target: string; source: string; fstype: string; 'vfs-options': string }[];
  /** As `ostree admin status` calls the booted deployment's. */
  ostree: string;
  writable: boolean;
  /** Null where it printed no JSON. */
  status: Status | null;
  statusSaid: string;
  /** `NAME VERSION STATE`, as dpkg-query abbreviates it. */
  packages: string[];
  /** What dpkg --audit, dpkg -V and apt-get check said. */
  unsound: string;
  /** What each program of the test packages says of itself: `NAME VERSION`. */
  programs: string[];
  /** Paths of what overlays store. */
  left: string[];
  /** Digests of the files of /etc, and where its links lead. */
  etc: string[];
};

export type Status = {
  usr: { writable: boolean };
  usrOverlay: { backend: string; accessMode: string; persistence: string } | null;
  followers: string[];
  disagreements: string[];
};

export type Seen = {
  /** One for each actor of the round; null for one that did not end. */
  actors: (Ended | null)[];
  /** Processes that had to be killed because they did not end. */
  stuck: string[];
  recovery: Ended | null;
  reset: Ended | null;
  /** What dpkg was found to have left broken, and what it said when it was told to mend that; else null. */
  mended: string | null;
  looks: Partial<Record<LookName, Look>>;
};

/** Null for a round that the host did not come to the end of. */
export function readSeen(folder: string, round: Round): Seen | null {
  const looks = Object.fromEntries(looksOf(round).map((name) => [name, readLook(join(folder, name))]));
  if (Object.values(looks).includes(null)) return null;
  return {
    actors: round.actors.map((_, index) => readEnded(folder, String(index))),
    stuck: linesOf(folder, 'stuck'),
    recovery: readEnded(folder, 'recovery'),
    reset: readEnded(folder, 'reset'),
    mended: textOf(folder, 'mended'),
    looks: looks as Seen['looks'],
  };
}

export function readLook(folder: string): Look | null {
  if (!existsSync(join(folder, 'whole'))) return null;
  const json = (name: string): unknown => JSON.parse(textOf(folder, name) || 'null');
  return {
    usable: textOf(folder, 'usable') === '0\n',
    mounts: (json('findmnt') as { filesystems: Look['mounts'] } | null)?.filesystems ?? [],
    ostree: /^ *Unlocked: (\w+)$/m.exec((textOf(folder, 'ostree') ?? '').replaceAll(/\u001b\[[\d;]*m/g, ''))?.[1] ?? 'none',
    writable: textOf(folder, 'writable') === 'true\n',
    status: json('status') as Status | null,
    statusSaid: textOf(folder, 'status.said') ?? '',
    packages: linesOf(folder, 'packages'),
    unsound: textOf(folder, 'unsound') ?? '',
    programs: linesOf(folder, 'programs'),
    left: linesOf(folder, 'left'),
    etc: linesOf(folder, 'etc'),
  };
}

function readEnded(folder: string, name: string): Ended | null {
  const code = textOf(folder, `${name}.code`);
  return code === null ? null : { code: Number(code), said: textOf(folder, `${name}.said`) ?? '' };
}

function linesOf(folder: string, name: string): string[] {
  return (textOf(folder, name) ?? '').split('\n').filter((line) => line !== '');
}

function textOf(folder: string, name: string): string | null {
  return existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null;
}
