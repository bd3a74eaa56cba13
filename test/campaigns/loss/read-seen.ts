// What guest.sh wrote of a history.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { History, Who } from './history.ts';

/** `file MODE OWNER DIGEST`, `link TARGET`, `folder MODE OWNER`, or `other`. */
export type Entry = string;
export type Tree = ReadonlyMap<string, Entry>;

export type Whole = {
  /** Of the package database: path to digest. */
  database: ReadonlyMap<string, string>;
  packages: string[];
  /** What dpkg says of its database and of the packages' files. */
  unsound: string;
  /** What each program says of itself. */
  programs: string[];
  /** Digests of all that is kept, or waits in a record. */
  kept: ReadonlySet<string>;
  /** Paths of which something is kept. */
  index: ReadonlySet<string>;
  /** What the log names of what was not put back. */
  log: string;
  /** Digests of the image's own configuration. */
  image: ReadonlySet<string>;
  /** Of our overlays. */
  mounts: number;
};

/** Null where nothing was looked at. */
export type Moment = { who: Who; command: string; said: string; code: number | null; tree: Tree | null; whole: Whole | null };

export function readSeen(folder: string, history: History): Moment[] {
  return history.boots.flat().map(({ who, command, look }, number) => {
    const at = join(folder, String(number));
    if (look !== 'nothing' && !existsSync(join(at, 'done'))) throw new Error(`nothing was seen after step ${String(number)}, ${command}`);
    return {
      who,
      command,
      said: textOf(folder, `${String(number)}.said`),
      code: textOf(folder, `${String(number)}.code`) === '' ? null : Number(textOf(folder, `${String(number)}.code`)),
      tree: look === 'nothing' ? null : parseTree(textOf(at, 'tree'), parseDigests(textOf(at, 'digests'))),
      whole: look === 'whole' ? readWhole(at) : null,
    };
  });
}

/** Lines of find(1), see guest.sh. */
export function parseTree(text: string, digests: ReadonlyMap<string, string>): Tree {
  return new Map(text.split('\n').filter((line) => line !== '').map((line) => {
    const [type = '', mode = '', uid = '', gid = '', target = '', path = ''] = line.split('\t');
    const owner = `${uid}:${gid}`;
    if (type === 'l') return [path, `link ${target}`];
    if (type === 'd') return [path, `folder ${mode} ${owner}`];
    return [path, type === 'f' ? `file ${mode} ${owner} ${digests.get(path) ?? ''}` : 'other'];
  }));
}

/** Lines of sha256sum(1). */
export function parseDigests(text: string): Map<string, string> {
  return new Map(text.split('\n').filter((line) => line !== '').map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** Null of what is no file. */
export function digestOfEntry(entry: Entry | undefined): string | null {
  return entry?.startsWith('file ') ? (entry.split(' ')[3] ?? null) : null;
}

function readWhole(at: string): Whole {
  const lines = (name: string): string[] => textOf(at, name).split('\n').filter((line) => line !== '');
  return {
    database: parseDigests(textOf(at, 'database')),
    packages: lines('packages'),
    unsound: textOf(at, 'unsound'),
    programs: lines('programs'),
    kept: new Set(parseDigests(textOf(at, 'kept')).values()),
    index: new Set(lines('index').map((line) => (JSON.parse(line) as { path: string }).path)),
    log: textOf(at, 'log'),
    image: new Set(parseDigests(textOf(dirname(at), 'image')).values()),
    mounts: Number(textOf(at, 'mounts')),
  };
}

function textOf(folder: string, name: string): string {
  return existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
}
