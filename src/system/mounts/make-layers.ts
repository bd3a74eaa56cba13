// This file makes the upper and work directories of an overlay.

import { chmodSync, chownSync, mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { runQuickly, type ProgramResult } from '../processes/run-program.ts';
import { isSelinuxOn } from '../processes/selinux.ts';

/** Replaces what an earlier mount left in `folder`. The mounted directory shows the upper one's owner, mode and SELinux label. */
export async function makeLayers(folder: string, like: string): Promise<ProgramResult> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  mkdirSync(`${folder}/work`, { mode: 0o700 });
  mkdirSync(`${folder}/upper`, { mode: 0o700 });
  const { uid, gid, mode, atime, mtime } = statSync(like);
  chownSync(`${folder}/upper`, uid, gid);
  chmodSync(`${folder}/upper`, mode & 0o7777);
  // systemd compares the time of /usr with that of /etc/.updated: ConditionNeedsUpdate= in systemd.unit(5).
  utimesSync(`${folder}/upper`, atime, mtime);
  return giveLabel(like, `${folder}/upper`);
}

/** Gives `path` the SELinux label of `like`; does nothing where SELinux is off. */
export async function giveLabel(like: string, path: string): Promise<ProgramResult> {
  return isSelinuxOn() ? runQuickly('chcon', [`--reference=${like}`, '--', path], TIMEOUT) : { ok: true };
}

const TIMEOUT = 300_000;
