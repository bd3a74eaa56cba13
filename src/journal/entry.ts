// This file turns an event into the fields of a journal entry: systemd.journal-fields(7), and LOGGING in apt-image-based(7).

import type { AccessMode, Persistence } from '../host/bootc-status.ts';
import type { PackageChange } from '../packages/package-changes.ts';
import { KINDS_OF_CHANGE, type TransactionChange } from '../packages/package-transaction.ts';
import type { OverlayBackend } from '../host/usr-overlay.ts';

/** Holds one event to be logged. */
export type JournalEntry =
  | { event: 'refused'; rule: string; manager: LoggedManager; verb: string | null; packages: readonly string[] }
  | { event: 'overlay-on'; backend: OverlayBackend; accessMode: AccessMode; persistence: Persistence }
  /** `backend` is null where `down` removed only what an earlier overlay had left behind. */
  | { event: 'overlay-off'; backend: OverlayBackend | null }
  /** An overlay on a single folder. */
  | { event: 'only-on'; folder: string; persistence: Persistence }
  | { event: 'only-off'; folder: string }
  | { event: 'kept-pruned'; folders: readonly string[] }
  /** `manager` is null where the changes were not found by a package manager's hook. */
  | { event: 'packages-changed'; backend: OverlayBackend; manager: LoggedManager | null; changes: readonly TransactionChange[] };

/** Lists the package managers whose hooks log; the values of APT_IMAGE_BASED_MANAGER. */
export const LOGGED_MANAGERS = ['apt', 'dpkg', 'dnf4', 'dnf5'] as const;
/** Names one of the package managers whose hooks log. */
export type LoggedManager = (typeof LOGGED_MANAGERS)[number];

export type JournalField = readonly [name: string, value: string];

/** Returns the fields of an entry. Each package name gets its own field, as a journal field may repeat. `user` is null where unknown. */
export function journalFields(entry: JournalEntry, user: string | null): JournalField[] {
  const { id, priority } = EVENTS[entry.event];
  return [
    ['MESSAGE', messageOf(entry)],
    ['MESSAGE_ID', id],
    ['PRIORITY', priority],
    ['SYSLOG_IDENTIFIER', 'usr-overlay'],
    ['APT_IMAGE_BASED_EVENT', entry.event],
    ...(user === null ? [] : [['APT_IMAGE_BASED_USER', user] as const]),
    ...fieldsOf(entry),
  ];
}

/** The IDs must never change, because users filter by them. Priority 4 is a warning, 5 a notice (syslog(3)). */
const EVENTS: Record<JournalEntry['event'], { id: string; priority: string }> = {
  refused: { id: '884d855043f64d1abb3ec72ab0e87534', priority: '4' },
  'overlay-on': { id: '680f26d8d72f487e9d0e787635d1725c', priority: '5' },
  'overlay-off': { id: 'e7826acb35734c71be448d39a8b8fbe0', priority: '5' },
  'only-on': { id: '0022babaca0c4f75b4602487c9e1a0d2', priority: '5' },
  'only-off': { id: '2c55c509170042258a208a77919efb66', priority: '5' },
  'kept-pruned': { id: '617e332a30f84e17a358892a735577b5', priority: '5' },
  'packages-changed': { id: '5c068d61cb9b4dfb939db0f07d50cd19', priority: '5' },
};

/** journald takes at most 1024 fields in one entry. */
const MOST_PACKAGES = 200;
const MOST_NAMES_IN_MESSAGE = 10;

function fieldsOf(entry: JournalEntry): JournalField[] {
  switch (entry.event) {
    case 'refused':
      return [
        ['APT_IMAGE_BASED_RULE', entry.rule],
        ['APT_IMAGE_BASED_MANAGER', entry.manager],
        ...(entry.verb === null ? [] : [['APT_IMAGE_BASED_VERB', entry.verb] as const]),
        ...fieldsNamed('APT_IMAGE_BASED_PACKAGE', entry.packages),
      ];
    case 'overlay-on':
      return [
        ['APT_IMAGE_BASED_BACKEND', entry.backend],
        ['APT_IMAGE_BASED_ACCESS_MODE', entry.accessMode],
        ['APT_IMAGE_BASED_PERSISTENCE', entry.persistence],
      ];
    case 'overlay-off':
      return entry.backend === null ? [] : [['APT_IMAGE_BASED_BACKEND', entry.backend]];
    case 'only-on':
      return [...fieldsNamed('APT_IMAGE_BASED_FOLDER', [entry.folder]), ['APT_IMAGE_BASED_PERSISTENCE', entry.persistence]];
    case 'only-off':
      return fieldsNamed('APT_IMAGE_BASED_FOLDER', [entry.folder]);
    case 'kept-pruned':
      return fieldsNamed('APT_IMAGE_BASED_FOLDER', entry.folders);
    case 'packages-changed':
      return [
        ['APT_IMAGE_BASED_BACKEND', entry.backend],
        ...(entry.manager === null ? [] : [['APT_IMAGE_BASED_MANAGER', entry.manager] as const]),
        ...KINDS_OF_CHANGE.flatMap((change) => fieldsNamed(`APT_IMAGE_BASED_${change.toUpperCase()}`, namesOf(entry.changes, change))),
      ];
  }
}

function fieldsNamed(name: string, packages: readonly string[]): JournalField[] {
  return packages.slice(0, MOST_PACKAGES).map((each) => [name, each]);
}

function messageOf(entry: JournalEntry): string {
  switch (entry.event) {
    case 'refused': {
      const words = [entry.manager, ...(entry.verb === null ? [] : [entry.verb]), ...someOf(entry.packages)];
      return `refused ${words.join(' ')}: ${entry.rule}`;
    }
    case 'overlay-on':
      return `${entry.persistence === 'persistent' ? (entry.backend === 'native' ? 'a persistent overlay' : 'a hotfix') : `a ${entry.accessMode === 'readWrite' ? 'read/write' : 'read-only'} overlay`} is on /usr now, by ${entry.backend}`;
    case 'overlay-off':
      return entry.backend === null ? 'what an earlier overlay on /usr had left behind is removed' : `the overlay on /usr is off, by ${entry.backend}`;
    case 'only-on':
      return `a ${entry.persistence} overlay is on ${entry.folder} now`;
    case 'only-off':
      return `the overlay on ${entry.folder} is off`;
    case 'kept-pruned':
      return `what was kept in ${someOf(entry.folders).join(' ')} is removed, to make room`;
    case 'packages-changed': {
      const parts = KINDS_OF_CHANGE.map((change) => ({ change, names: namesOf(entry.changes, change) })).filter(({ names }) => names.length > 0);
      return `${entry.manager === null ? '' : `${entry.manager}: `}packages changed in the overlay: ${parts.map(({ change, names }) => `${change} ${someOf(names).join(' ')}`).join(', ')}`;
    }
  }
}

function namesOf(changes: readonly TransactionChange[], kind: PackageChange['change']): string[] {
  return changes.filter(({ change }) => change === kind).map(({ label }) => label);
}

function someOf(names: readonly string[]): string[] {
  const more = names.length - MOST_NAMES_IN_MESSAGE;
  return more > 0 ? [...names.slice(0, MOST_NAMES_IN_MESSAGE), `and ${more} more`] : [...names];
}
