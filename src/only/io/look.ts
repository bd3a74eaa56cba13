// This file looks at folders that are to get an overlay of their own, and at those that have one.

import { dirname } from 'node:path';
import { parseFacts } from '../../host/facts.ts';
import { gatherQuickly } from '../../host/io/gather-evidence.ts';
import { isFolder, isThere, realFolder } from '../../system/files/read.ts';
import { changeableOnTheWay } from '../../system/files/trusted-folder.ts';
import { isWritable, readMounts, readMountTable } from '../../system/mounts/mounts.ts';
import { ownProgram } from '../../system/processes/own-program.ts';
import type { Look, OnlySituation } from '../judge-only.ts';

/** `path` is absolute and may lead through links. */
export function lookAt(path: string): Look {
  const real = realFolder(path);
  return { path, real, isThere: isThere(path), nearest: nearestFolder(path), weak: real === null ? null : changeableOnTheWay(path), writable: isWritable(path) };
}

function nearestFolder(path: string): string {
  const above = dirname(path);
  return above === path || isFolder(above) ? above : nearestFolder(above);
}

/** The package has it; what npm installs has not. */
const UNITS = '/usr/lib/systemd/system';
const UNIT = `${UNITS}/apt-image-based-persist.service`;

export function gatherOnly(persist: boolean): OnlySituation {
  const facts = parseFacts({ ...gatherQuickly(), mountinfo: readMountTable() });
  const programs = [ownProgram()[0], '/usr/libexec/apt-image-based', '/usr/lib/apt-image-based', UNITS];
  return { facts, mounts: readMounts(), programs, unit: isThere('/run/systemd/system') && isThere(UNIT), persist };
}
