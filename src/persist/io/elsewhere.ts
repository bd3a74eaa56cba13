// This file lets the layers of persistent overlays lie in a directory of the administrator's, on another disk: it is mounted where they are looked
// for, by a mount unit of systemd, for which the units of the overlay wait.

import { existsSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { PERSISTENT, PERSISTENT_NAME, STATE_FOLDER } from '../../places.ts';
import { reasonOf } from '../../fault.ts';
import { readText } from '../../system/files/read.ts';
import { changeableByOthers, ensureRootFolder } from '../../system/files/trusted-folder.ts';
import { syncFolder, writeDurably } from '../../system/files/write-durably.ts';
import { bindWhole, readMounts, unmountLazily } from '../../system/mounts/mounts.ts';
import type { ProgramResult } from '../../system/processes/run-program.ts';

/** Names the folder. It is in /var, as each deployment of ostree has an /etc of its own. */
const MARK = `${STATE_FOLDER}/persistent-storage`;
const UNITS = '/etc/systemd/system';
/** The name is that of PERSISTENT, as systemd-escape(1) writes it. */
const UNIT = `${UNITS}/var-lib-apt\\x2dimage\\x2dbased-persistent.mount`;

/** Returns the folder that is, or is to be, mounted in the place of the storage; null where it lies in its usual place. Only root may look. */
export function storageElsewhere(): string | null {
  const path = readText(MARK, { noFollow: true })?.trim() ?? '';
  return path.startsWith('/') && path.endsWith(`/${PERSISTENT_NAME}`) ? path : null;
}

/** Tells whether the storage is not mounted, as where its disk is not there. */
export function isStorageAway(): boolean {
  return storageElsewhere() !== null && !isBound();
}

function isBound(): boolean {
  return readMounts().some(({ mountPoint }) => mountPoint === PERSISTENT);
}

/** Makes the folder and mounts it, now and at each boot. */
export async function bindStorage(folder: string): Promise<ProgramResult> {
  try {
    mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o700 });
    const other = changeableByOthers(STATE_FOLDER);
    const wrong = other === null ? (ensureRootFolder(folder) ?? ensureRootFolder(PERSISTENT)) : `${other} can be changed by users other than root`;
    if (wrong !== null) return { ok: false, line: wrong };
    writeDurably(MARK, `${folder}\n`);
    if (existsSync(UNITS)) writeDurably(UNIT, unitText(folder));
    return await bindWhole(folder, PERSISTENT);
  } catch (error) {
    return { ok: false, line: `${folder} cannot be used: ${reasonOf(error)}` };
  }
}

function unitText(folder: string): string {
  return `# Made by \`usr-overlay up --persist --storage\`; \`usr-overlay down\` removes it.
[Unit]
Description=Storage of the persistent overlay on /usr

[Mount]
What=${folder.replaceAll('%', '%%')}
Where=${PERSISTENT}
Type=none
Options=bind
`;
}

/** Undoes this. The folder goes if nothing is in it; what a disk holds that is not there stays, and is named. */
export async function unbindStorage(): Promise<ProgramResult> {
  const folder = storageElsewhere();
  const wasAway = isStorageAway();
  if (isBound()) {
    const unmounted = await unmountLazily(PERSISTENT);
    if (!unmounted.ok) return unmounted;
  }
  rmSync(UNIT, { force: true });
  rmSync(MARK, { force: true });
  syncFolder(STATE_FOLDER);
  for (const path of [PERSISTENT, ...(wasAway ? [] : [folder])]) if (path !== null && existsSync(path)) rmdirSync(path);
  return wasAway && folder !== null ? { ok: false, line: `the disk of ${folder} is not there, and what that folder holds stays on it` } : { ok: true };
}
