// This file mounts and unmounts with the host's own mount(8) and umount(8).

import { accessSync, constants, readFileSync } from 'node:fs';
import { parseMountinfo, throughUsrLink, topMountAt, type Mount } from '../../text/mountinfo.ts';
import { readText, usrLinkTarget } from '../files/read.ts';
import { locate } from '../processes/locate.ts';
import { exitCodeOf, type ProgramResult, runQuickly } from '../processes/run-program.ts';
import { inOwnContext } from '../processes/selinux.ts';
import { withUnnamedFile } from '../files/unnamed-file.ts';

const TIMEOUT = 30_000;
const MOUNT_TABLE = '/proc/self/mountinfo';

/**
 * Returns this process's whole mount table; what is mounted where a link /usr leads counts as mounted on /usr. Throws where the table cannot be
 * read, because an overlay that is not seen may still be there.
 */
export function readMounts(table = MOUNT_TABLE): Mount[] {
  return throughUsrLink(parseMountinfo(readMountTable(table)), usrLinkTarget());
}

/** Returns the text of this process's mount table; throws where it cannot be read. */
export function readMountTable(table = MOUNT_TABLE): string {
  return readFileSync(table, 'utf8');
}

/** Returns null, or why nothing can be done about mounts here. */
export function mountTableProblem(table = MOUNT_TABLE): string | null {
  return parseMountinfo(readText(table) ?? '').length > 0 ? null : `${table} cannot be read, so it is not known what is mounted on /usr; nothing was done`;
}

/** Mounts a tmpfs that only root can enter; `size` is in the form of tmpfs(5). */
export function mountTmpfs(source: string, on: string, size?: string): Promise<ProgramResult> {
  return mount('-t', 'tmpfs', '-o', `mode=0700${size === undefined ? '' : `,size=${size}`}`, source, on);
}

/** Holds what an overlay needs. `folder` contains `upper` and `work`; what is at `on` now becomes the lower layer. */
export type OverlayMount = { source: string; on: string; folder: string; readOnly: boolean };

/** Mounts one overlay. */
export function mountOverlay(overlay: OverlayMount): Promise<ProgramResult> {
  return mount('-t', 'overlay', '-o', overlayOptions(overlay), overlay.source, overlay.on);
}

/** Mounts all in one process, in order, from a table as in fstab(5). Returns those now mounted; `mountOverlay` tells why another is not. */
export function mountOverlays<Overlay extends OverlayMount>(overlays: readonly Overlay[]): Overlay[] {
  const program = locate('mount');
  if (program === undefined) return [];
  const table = overlays.map((overlay) => `${[overlay.source, overlay.on, 'overlay', overlayOptions(overlay)].map(escapeBlanks).join(' ')} 0 0\n`);
  const before = new Set(readMounts().map(({ id }) => id));
  const [first = program, ...words] = [...inOwnContext(), program, '--internal-only', '--all', '--fstab', '/dev/stdin'];
  const exitCode = withUnnamedFile(table.join(''), (input) => exitCodeOf(first, words, { timeout: TIMEOUT, stdio: [input, 'ignore', 'ignore'] }));
  try {
    const fresh = readMounts().filter(({ id }) => !before.has(id));
    return overlays.filter(({ source, on }) => topMountAt(fresh, on)?.source === source);
  } catch (fault) {
    // They were mounted although the table cannot be read, and whoever undoes the rest must know of them.
    if (exitCode === 0) return [...overlays];
    throw fault;
  }
}

/** Returns the options that mount(8) needs for an overlay. */
export function overlayOptions({ on, folder, readOnly }: OverlayMount): string {
  return `${readOnly ? 'ro,' : ''}lowerdir=${on},upperdir=${folder}/upper,workdir=${folder}/work`;
}

/** fstab(5) needs these escapes; src/overlay/plan-followers.ts refuses paths with its other special characters. */
function escapeBlanks(word: string): string {
  return word.replaceAll(' ', '\\040').replaceAll('\t', '\\011');
}

/** Without --options-source=disable, mount(8) would pass on ostree's /proc/self/fd/N from the mount table: ostree commit bc62fd51. */
export function remount(on: string, mode: 'rw' | 'ro'): Promise<ProgramResult> {
  return mount('--options-source=disable', '-o', `remount,${mode}`, on);
}

/**
 * Mounts `source` with all mounts below it on `on`, too. The paths are taken as they are: /proc/PID/fd/N leads to what is covered by now.
 * What is unmounted there later stays at `source`: among peers, the mounts below it would go as well.
 */
export function bindWhole(source: string, on: string): Promise<ProgramResult> {
  return mount('--no-canonicalize', '--rbind', '--make-rslave', '--make-rshared', source, on);
}

/** Unmounts even what is in use; programs keep the files that they have open. */
export function unmountLazily(on: string): Promise<ProgramResult> {
  return runQuickly('umount', ['--lazy', '--no-mtab', '--', on], TIMEOUT, { before: inOwnContext() });
}

/** Fails where anything uses what is mounted there. */
export function unmount(on: string): Promise<ProgramResult> {
  return runQuickly('umount', ['--no-mtab', '--', on], TIMEOUT, { before: inOwnContext() });
}

/** Returns access(2)'s answer to root, which knows more than the mount table: see `usr-access` in src/host/evidence.ts. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function mount(...words: string[]): Promise<ProgramResult> {
  return runQuickly('mount', ['--internal-only', ...words], TIMEOUT, { before: inOwnContext() });
}
