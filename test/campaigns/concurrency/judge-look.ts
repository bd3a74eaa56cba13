// What must hold of a host with nothing at work on it: it is the image, or the image under one whole overlay.
import type { Look } from './seen.ts';

/** What the host was like before the first round, without an overlay and with one. */
export type Image = {
  locked: Look;
  overlaid: Look;
};

const FOLLOWER = 'usr-overlay-follow';
const STORAGE = '/run/apt-image-based/storage';

/** One line for each thing that is wrong. */
export function judgeLook(look: Look, image: Image): string[] {
  const isOn = levels(look) > levels(image.locked);
  const top = onUsr(look).at(-1);
  const isWritable = isOn && !top?.['vfs-options'].split(',').includes('ro');
  const byOstree = isOn && top?.source !== 'usr-overlay';
  const access = isWritable ? 'readWrite' : 'readOnly';
  const table: [what: string, seen: unknown, expected: unknown][] = [
    ['/usr can be used', look.usable, true],
    ['mounts on /usr', levels(look), levels(image.locked) + (isOn ? 1 : 0)],
    ['a file can be made in /usr', look.writable, isWritable],
    ['what follows', followers(look), isOn ? followers(image.overlaid) : []],
    ['ostree admin status', look.ostree, byOstree ? (isWritable ? 'development' : 'transient') : 'none'],
    ['status: writable', look.status?.usr.writable, isWritable],
    ['status: overlay', look.status?.usrOverlay && [look.status.usrOverlay.backend, look.status.usrOverlay.accessMode], isOn ? [byOstree ? 'ostree' : 'native', access] : null],
    ['status: what follows', look.status?.followers, followers(look).filter((path) => path !== STORAGE)],
    ['status: disagreements', look.status?.disagreements, []],
    ['status: messages', look.statusSaid, ''],
    ['dpkg --audit, dpkg -V, apt-get check', look.unsound, ''],
    ['programs against the package database', look.programs, installed(look)],
    ['left behind', look.left.filter((path) => !isKept(path, isOn, byOstree)), []],
    ['layers of ostree', look.left.filter((path) => LAYERS.test(path)).length <= (byOstree ? 1 : 0), true],
  ];
  if (!isOn) table.push(...asImage(look, image), ['/etc', changes(image.locked.etc, look.etc), []]);
  return wrongOf(table);
}

/**
 * After a kill, before anything was set right: /usr is of use, and the database below an overlay is the image's. What packages
 * left in /etc the next command puts back, so that dpkg -V may name it until then.
 */
export function judgeTorn(look: Look, image: Image): string[] {
  const isCovered = look.mounts.some(({ target, source }) => target === '/var/lib/dpkg' && source === FOLLOWER) || levels(look) > levels(image.locked);
  const table: [what: string, seen: unknown, expected: unknown][] = [
    ['/usr can be used', look.usable, true],
    ['not more than one overlay', levels(look) <= levels(image.locked) + 1, true],
    ['packages of the image in the database', missing(look, image), []],
  ];
  return wrongOf(isCovered ? table : [...table, ...asImage(look, image), ['dpkg --audit, dpkg -V, apt-get check', look.unsound.replace(/^\S+ c \/etc\/.*\n/gm, ''), '']]);
}

type Row = [what: string, seen: unknown, expected: unknown];

function asImage(look: Look, { locked }: Image): Row[] {
  return [['packages', changes(locked.packages, look.packages), []], ['programs', look.programs, locked.programs]];
}

function wrongOf(table: readonly Row[]): string[] {
  return table.filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other)).map(([what, one, other]) => `${what}: ${JSON.stringify(one)}, expected ${JSON.stringify(other)}`);
}

function onUsr({ mounts }: Look): Look['mounts'] {
  return mounts.filter(({ target }) => target === '/usr');
}

function levels(look: Look): number {
  return onUsr(look).length;
}

function followers({ mounts }: Look): string[] {
  return mounts.filter(({ source }) => source === FOLLOWER).map(({ target }) => target);
}

/** `NAME VERSION` of the test packages with a program, in the order of a shell's `*`. */
function installed({ packages }: Look): string[] {
  return packages.filter((line) => /^tiny-\S+ \S+ .i ?$/.test(line)).map((line) => line.split(' ').slice(0, 2).join(' ')).sort(byName);
}

function byName(one: string, other: string): number {
  const [first = '', second = ''] = [one, other].map((line) => line.split(' ')[0] ?? '');
  return first < second ? -1 : Number(first > second);
}

/** Not of the test's: what apt and dpkg keep of other packages. */
function missing({ packages }: Look, { locked }: Image): string[] {
  const known = new Set(packages);
  return locked.packages.filter((line) => !line.startsWith('tiny-') && !known.has(line));
}

/** Lines that only one of the two has, as diff marks them. */
function changes(before: readonly string[], now: readonly string[]): string[] {
  return [...before.filter((line) => !now.includes(line)).map((line) => `< ${line}`), ...now.filter((line) => !before.includes(line)).map((line) => `> ${line}`)];
}

const LAYERS = /^(\/var\/tmp\/ostree-unlock-ovl\.[^/]+|\/sysroot\/ostree\/deploy\/[^/]+\/backing\/[^/]+\/usr-transient)$/;

/** The lock file, who has had a notice, the log, ostree's folders of a deployment; of an overlay that is on, its storage and its record. */
function isKept(path: string, isOn: boolean, byOstree: boolean): boolean {
  if (/^\/run\/apt-image-based\/(lock|told(\/\d+\.\w+)?)$|^\/var\/lib\/apt-image-based\/log(\/[^/]+\.json)?$/.test(path)) return true;
  if (/\/(deployment-state|backing)\/[0-9a-f]{64}\.\d+(\/root-transient)?$/.test(path)) return true;
  if (!isOn) return false;
  if (/^\/run\/apt-image-based\/(turned-on|storage(\/[^/]+)?)$|^\/var\/lib\/apt-image-based\/open(\/(record|baseline|leftovers)\.json|\/copies)?$/.test(path)) return true;
  return byOstree && (/\/deployment-state\/[0-9a-f]{64}\.\d+\/unlocked-\w+$/.test(path) || LAYERS.test(path.replace(/\/(upper|work)$/, '')));
}
