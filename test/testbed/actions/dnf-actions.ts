// What is asked of dnf 4 and dnf 5, in the form of the other actions: the rows of the dnf matrix.
import { allowed, refusedEarly, type Action } from './action.ts';
import type { State } from '../hosts/states.ts';
import type { Variant } from '../hosts/variants.ts';

type Manager = 'dnf4' | 'dnf5';

/** All rows of a host. What dnf's own `--transient` does to the host comes last: it stays until the reboot. */
export function dnfActions(variant: Variant, state: State): Action[] {
  const managers: Manager[] = variant.suite === 'forky' ? ['dnf4', 'dnf5'] : ['dnf4'];
  const actions = managers.flatMap((manager) => [...refused(manager), ...allowedAlways(manager), ...nothingToDo(manager, state), ...ownRefusals(manager, state)]);
  // Debian 13's dnf 4 crashes as soon as it looks at a group, with or without a guard (tried: in libcomps).
  const rows = [...actions, ...transient(variant, state)].filter(({ name }) => variant.suite !== 'trixie' || !name.startsWith('dnf4 group'));
  return rows.map((action) => ({ ...action, run: inLibrary(action.run), ...aside(action, OVERLAYS_OF_DNF4.has(state.name)) }));
}

/**
 * Where ostree knows of no overlay, dnf 4.23 and 4.24 mount their own read-only one over a /usr that is writable, with or without
 * a guard (tried; mended upstream in 1afe4328, not released): it is taken off between the rows.
 */
const OVERLAYS_OF_DNF4 = new Set(['overlay-by-hand', 'sysext-mutable', 'root-transient']);

const inLibrary = (text: string): string => `. /run/dnf/dnf-library.sh\n${text}`;

/** A package that is still in the cache would make any download look like a refusal in time. */
function aside({ prepare, restore }: Action, takesOff: boolean): Pick<Action, 'prepare' | 'restore'> {
  const off = takesOff ? '\ntake_off_overlay_of_dnf4\n' : '';
  return {
    prepare: inLibrary(`rm -rf /var/cache/dnf/*/packages /var/cache/libdnf5/*/packages\n${prepare ?? ''}${off}`),
    ...(restore === undefined && !takesOff ? {} : { restore: inLibrary(`${off}${restore ?? ''}${off}`) }),
  };
}

const erase = (...names: string[]): { restore: string } => ({ restore: `rpm --erase --nodeps ${names.join(' ')}` });

function refused(manager: Manager): Action[] {
  const row = (words: string, more: Partial<Action> = {}): Action => refusedEarly(`${manager} ${words.replaceAll('/run/dnf/', '')}`, `${manager} -y ${words}`, { refusedRc: 1, ...more });
  const older = { restore: `${manager} -y downgrade rpm-upgrade` };
  const unused = manager === 'dnf4' ? 'dnf4 mark remove rpm-orphan' : 'dnf5 -y mark dependency rpm-orphan || :';
  return [
    row('install rpm-install', erase('rpm-install')),
    row('install rpm-install rpm-second', erase('rpm-install', 'rpm-second')),
    row('install /run/dnf/rpm-file-1.0-1.noarch.rpm', { fetches: false, ...erase('rpm-file') }),
    row('group install tiny-group', erase('rpm-grouped')),
    row('upgrade', older),
    row('upgrade rpm-upgrade', older),
    row('distro-sync', older),
    row('reinstall rpm-present'),
    row('remove rpm-remove', { fetches: false, restore: `${manager} -y install rpm-remove` }),
    row('autoremove', { fetches: false, prepare: unused, restore: `${manager} -y install rpm-orphan` }),
    row('swap rpm-remove rpm-spare', { restore: `${manager} -y swap rpm-spare rpm-remove` }),
  ];
}

function allowedAlways(manager: Manager): Action[] {
  const row = (words: string, more: Partial<Action> = {}): Action => allowed(`${manager} ${words}`, `${manager} ${words}`, more);
  const otherRoot = manager === 'dnf4' ? '--setopt=reposdir=/etc/yum.repos.d' : '--use-host-config';
  return [
    row('makecache'),
    row('repoquery rpm-install'),
    row('repoquery --installed'),
    row('list'),
    row('info rpm-install'),
    row('search rpm-install'),
    row('group list'),
    row('check-update', { rc: 100 }),
    row('-y --downloadonly install rpm-install', { run: `${manager} -y install --downloadonly rpm-install`, fetches: true }),
    row('--assumeno install rpm-install', { rc: 1 }),
    row('--assumeno remove rpm-remove', { rc: 1 }),
    row('--installroot', {
      run: `${manager} -y --installroot=/run/other ${otherRoot} install rpm-install && test -x /run/other/usr/bin/rpm-install && test ! -e /usr/bin/rpm-install`,
      restore: 'rm -rf /run/other',
      fetches: true,
    }),
    row("a user's install", { run: `as_user /usr/bin/${manager === 'dnf4' ? 'dnf-3' : 'dnf5'} -y install rpm-install`, rc: 1 }),
  ];
}

/**
 * dnf 5 refuses before it knows whether there is anything to do: there the row is one of a refusal. After a file system error it
 * does not (ostree has no part in that /usr, and access(2) calls it writable), and nothing is refused that changes nothing.
 */
function nothingToDo(manager: Manager, state: State): Action[] {
  const words = ['install rpm-present', 'upgrade rpm-present'];
  // The first of them makes the package one that the user asked for.
  const prepare = `${manager} -y install rpm-present || :`;
  return words.map((word) => {
    const name = `${manager} ${word}, nothing to do`;
    const run = `${manager} -y ${word}`;
    // Marking it as asked for is a change, where that could not be done before.
    const isRefused = word.startsWith('install') ? !state.writable : refusesByItself(state);
    return manager === 'dnf5' && isRefused ? refusedEarly(name, run, { refusedRc: 1, prepare }) : allowed(name, run, { prepare });
  });
}

const refusesByItself = (state: State): boolean => !state.writable && state.name !== 'fs-error';

/** What dnf 5 refuses on a locked host in its own words alone; it does no such thing where the root is another file system's. */
function ownRefusals(manager: Manager, state: State): Action[] {
  if (manager === 'dnf4') return [];
  return [allowed('dnf5 mark', 'dnf5 -y mark user rpm-present', { prepare: 'dnf5 -y mark dependency rpm-present || :', rc: state.writable ? 0 : 1 })];
}

const DNF4_CAN = new Set(['locked', 'after-reboot', 'unlock-transient', 'sysext']);

function transient({ suite }: Variant, state: State): Action[] {
  if (state.writable) return [];
  const alone = 'dnf5 -y install --transient rpm-install';
  const dnf5 = refusesByItself(state)
    ? refusedEarly('dnf5 --transient, no bootc', alone, { refusedRc: 1 })
    : allowed('dnf5 --transient, no bootc', alone, { rc: 1 });
  const run = 'dnf4 -y --transient install rpm-install';
  const dnf4 = DNF4_CAN.has(state.name)
    ? allowed('dnf4 --transient', `${run} && rpm-install && ! test -w /usr`, { fetches: true })
    : refusedEarly('dnf4 --transient, of no use', run, { refusedRc: 1 });
  return [...(suite === 'forky' ? [dnf5] : []), ...(suite === 'bookworm' ? [] : [dnf4])];
}
