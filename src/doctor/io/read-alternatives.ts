// This file reads the alternatives of the host, of Debian's program and of Fedora's, and finds what is wrong with them.

import { existsSync } from 'node:fs';
import { judgeAlternatives, parseAlternative, type Alternative } from '../alternatives.ts';
import type { Finding } from '../findings.ts';
import { ALTERNATIVES } from '../../places.ts';
import { linkTarget, listFolder, readText } from '../../system/files/read.ts';

/** `file` holds the group; `isDebian` tells whether update-alternatives is Debian's for it. */
export type StoredGroup = Alternative & { file: string; isDebian: boolean };

export function readGroups(): StoredGroup[] {
  return ALTERNATIVES.groups.flatMap(({ folder, isDebian }) =>
    // Programs write beside a file before they replace it.
    listFolder(folder).filter((name) => !/\.(dpkg-tmp|new)$/.test(name)).sort().flatMap((name) => {
      const text = readText(`${folder}/${name}`);
      return text === undefined ? [] : [{ ...parseAlternative(name, text), file: `${folder}/${name}`, isDebian }];
    }),
  );
}

export function examineAlternatives(): Finding[] {
  const links = new Map(listFolder(ALTERNATIVES.links).sort().flatMap((name): [string, string][] => {
    const target = linkTarget(`${ALTERNATIVES.links}/${name}`);
    return target?.startsWith('/') === true ? [[name, target]] : [];
  }));
  return judgeAlternatives({ groups: readGroups(), links, isThere: existsSync }).flatMap((each): Finding[] => {
    if (each.kind === 'choice') return each.gone.map((detail) => ({ kind: 'alternative', name: each.name, detail }));
    return [{ kind: each.kind === 'link' ? 'alternative-link' : 'stray-link', name: each.name, detail: each.target }];
  });
}
