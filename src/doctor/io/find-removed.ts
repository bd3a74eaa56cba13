// This file finds packages of the image that the database calls removed although their files are there.

import { existsSync } from 'node:fs';
import { parseLastActions } from '../../packages/dpkg-files.ts';
import { dpkgName } from '../../packages/dpkg-status.ts';
import type { Finding } from '../findings.ts';
import type { Database } from './examine-files.ts';
import { findInImage, type ImagePackage } from './image-database.ts';
import { changelogVersion, readDpkgLog } from './image-record.ts';

/** Returns packages by the image's own database; those of another version than the host's count only where every file is as shipped. */
export function findByDatabase(database: Database, images: readonly Database[]): Finding[] {
  const names = new Set(database.stanzas.filter(({ state }) => !isAway(state)).map(dpkgName));
  const isSure = ({ stanza, isExact }: ImagePackage): boolean => isExact || !names.has(dpkgName(stanza));
  return findInImage(database, images).filter(isSure).map(({ stanza }) => ({ kind: names.has(dpkgName(stanza)) ? 'other-version' : 'removed', name: dpkgName(stanza), detail: stanza.version }));
}

/**
 * Returns packages that dpkg's log saw going last and whose copyright file is there: Debian's policy 12.5 has every package bring one,
 * and dpkg takes it away with the package.
 */
export function findByLog({ stanzas }: Database): Finding[] {
  const present = new Set(stanzas.filter(({ state }) => !isAway(state)).map(({ name }) => name));
  return [...parseLastActions(readDpkgLog()).values()].flatMap(({ name, architecture, version, isGone }): Finding[] => {
    if (!isGone || present.has(name) || !existsSync(`/usr/share/doc/${name}/copyright`)) return [];
    return [{ kind: 'removed', name: dpkgName({ name, architecture }), detail: changelogVersion({ name })[0] ?? version }];
  });
}

function isAway(state: string): boolean {
  return state === 'config-files' || state === 'not-installed';
}
