// Who may act in a round: the commands, and how each may end.
import { REFUSAL } from '../../../src/guard/words/refusal.ts';
import type { Random } from './random.ts';

export type Kind = 'overlay' | 'run' | 'apt' | 'dpkg' | 'reader';

/** `says` must stand in what a command said that ended with this code. */
export type Ending = { code: number; says?: RegExp };

const APT = 'apt-get -y -o Dpkg::Use-Pty=0 --no-install-recommends';
const POOL = '/run/concurrency/pool';
const NEW = ['tiny-install', 'tiny-dpkg', 'tiny-file', 'tiny-app'] as const;
const OLD = ['tiny-remove', 'tiny-purge', 'tiny-orphan', 'tiny-install', 'tiny-dpkg', 'tiny-conffile'] as const;
const NEWER = ['tiny-upgrade', 'tiny-conffile', 'tiny-service'] as const;

/** Commands without shell words. The same few packages again and again: they are to get into each other's way. */
const COMMANDS: Readonly<Record<Kind, (random: Random) => string>> = {
  overlay: ({ pick }) => `usr-overlay ${pick(['up', 'up', 'up', 'up', 'up --read-only', 'up --backend native', 'down', 'down', 'down', 'down --lazy'])}`,
  run: (random) => `usr-overlay run ${random.pick([() => 'tiny-present', () => aptCommand(random), () => dpkgCommand(random)])()}`,
  apt: aptCommand,
  dpkg: dpkgCommand,
  reader: ({ pick }) => `usr-overlay ${pick(['status', 'status --json', 'holders', 'diff', 'diff --packages', 'diff --containerfile', 'check', 'log', 'doctor'])}`,
};

export const KINDS = ['overlay', 'overlay', 'overlay', 'run', 'apt', 'apt', 'dpkg', 'dpkg', 'reader'] as const satisfies Kind[];

export function commandOf(kind: Kind, random: Random): string {
  return COMMANDS[kind](random);
}

const BUSY: Ending = { code: 75, says: /^error: .*(another usr-overlay|package manager|these processes use|uses the overlay)/m };
const REFUSED = new RegExp(`^${REFUSAL.replace(/[.`]/g, '\\$&')}$`, 'm');
const LOCKED = /Could not get lock|Unable to acquire the dpkg frontend lock|Unable to lock|frontend lock was locked|lock.* (was|is) locked by another process/i;

const APT_ENDINGS: readonly Ending[] = [{ code: 0 }, { code: 100, says: new RegExp(`${REFUSED.source}|${LOCKED.source}`, 'im') }];
const DPKG_ENDINGS: readonly Ending[] = [{ code: 0 }, { code: 2, says: new RegExp(`${REFUSED.source}|${LOCKED.source}`, 'im') }];
const OVERLAY_ENDINGS: readonly Ending[] = [{ code: 0 }, BUSY];
const READER_ENDINGS: readonly Ending[] = [{ code: 0 }, { code: 10, says: /^refuse: /m }, { code: 69, says: /^error: no overlay is on \/usr: there is nothing to compare;/m }, { code: 75, says: /^error: a package manager (is|was) at work/m }];

const ENDINGS: Readonly<Record<Kind, readonly Ending[]>> = {
  overlay: OVERLAY_ENDINGS,
  run: [...OVERLAY_ENDINGS, ...APT_ENDINGS, ...DPKG_ENDINGS],
  apt: APT_ENDINGS,
  dpkg: DPKG_ENDINGS,
  reader: READER_ENDINGS,
};

export function endingsOf(kind: Kind): readonly Ending[] {
  return ENDINGS[kind];
}

function aptCommand({ pick }: Random): string {
  return `${APT} ${pick([
    `install ${pick(NEW)}`, 'install tiny-depends', `install ${pick(NEWER)}`, 'install --reinstall tiny-reinstall', `remove ${pick(OLD)}`, `purge ${pick(OLD)}`, 'upgrade',
  ])}`;
}

function dpkgCommand({ pick }: Random): string {
  const deb = (name: string, version: string): string => `${POOL}/${name}_${version}_all.deb`;
  return `dpkg ${pick([
    `-i ${deb(pick(['tiny-install', 'tiny-dpkg', 'tiny-file']), '1.0')}`, `-i ${deb(pick(NEWER), '1.1')}`, `-r ${pick(OLD)}`, `-P ${pick(OLD)}`,
  ])}`;
}
