// This file checks that an executable really is one before it is put in place.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { version } from '../paths.ts';
import type { Target } from '../target.ts';

export function verifyByRunning(built: string): void {
  chmodSync(built, 0o755);
  const said = execFileSync(built, ['--version'], { encoding: 'utf8' }).trim();
  if (said !== `usr-overlay ${version}`) throw new Error(`the executable calls itself ${JSON.stringify(said)}, not usr-overlay ${version}`);
}

/** Checks an executable that does not run here: its machine, and the fuse that tells Node of the injected program (postject's README). */
export function verifyByLooking(built: string, { arch, elfMachine }: Target): void {
  const content = readFileSync(built);
  const machine = content.readUInt16LE(18);
  if (machine !== elfMachine) throw new Error(`the executable is not for ${arch}: its ELF machine is ${String(machine)}`);
  const [, fuse] = /NODE_SEA_FUSE_[0-9a-f]{32}:(\d)/.exec(content.toString('latin1')) ?? [];
  if (fuse !== '1') throw new Error('the executable is Node alone: no program was injected');
}
