// Mounting and unmounting, by the host's own mount(8) and umount(8).

import { accessSync, constants, readFileSync } from 'node:fs';
import { parseMountinfo, topMountAt, type Mount } from '../../text/mountinfo.ts';
import { CLEAN_ENVIRONMENT } from '../processes/ask.ts';
import { readText } from '../files/read.ts';
import { locate } from '../processes/locate.ts';
import { runQuickly, type ProgramResult } from '../processes/run-program.ts';
import { withUnnamedFile } from '../files/unnamed-file.ts';

const TIMEOUT = 30_000;
const MOUNT_TABLE = '/proc/self/mountinfo';

/** The whole mount table as this process sees it. Throws where it cannot be read: that no overlay is seen does not mean that there is none. */
export function readMounts(table = MOUNT_TABLE): Mount[] {
  return parseMountinfo(readMountTable(table));
}

export function readMountTable(table = MOUNT_TABLE): string {
  return readFileSync(table, 'utf8');
}

/** Null, or why nothing can be done about mounts here. */
export function mountTableProblem(table = MOUNT_TABLE): string | null {
  return parseMountinfo(readText(table) ?? '').length > 0 ? null : `${table} cannot be read, so that what is mounted on /usr is not known: nothing was done`;
}

export function mountTmpfs(source: string, on: string, size?: string): Promise<ProgramResult> {
  return mount('-t', 'tmpfs', '-o', `mode=0700${size === undefined ? '' : `,size=${size}`}`, source, on);
}

/** `folder` holds `upper` and `work`; what is on `on` now is the lower layer. */
export type OverlayMount = { source: string; on: string; folder: string; readOnly: boolean };

export function mountOverlay(overlay: OverlayMount): Promise<ProgramResult> {
  return mount('-t', 'overlay', '-o', overlayOptions(overlay), overlay.source, overlay.on);
}

/** By one process, from a table as in fstab(5), in order. Returns those that are there now; why another is not, `mountOverlay` tells. */
export function mountOverlays<Overlay extends OverlayMount>(overlays: readonly Overlay[]): Overlay[] {
  const program = locate('mount');
  if (program === undefined) return [];
  const table = overlays.map((overlay) => `${[overlay.source, overlay.on, 'overlay', overlayOptions(overlay)].map(escapeBlanks).join(' ')} 0 0\n`);
  const before = new Set(readMounts().map(({ id }) => id));
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const words = ['--internal-only', '--all', '--fstab', '/dev/stdin'];
  const { status } = withUnnamedFile(table.join(''), (input) => spawnSync(program, words, { cwd: '/', env: CLEAN_ENVIRONMENT, timeout: TIMEOUT, killSignal: 'SIGKILL', stdio: [input, 'ignore', 'ignore'] }));
  try {
    const fresh = readMounts().filter(({ id }) => !before.has(id));
    return overlays.filter(({ source, on }) => topMountAt(fresh, on)?.source === source);
  } catch (fault) {
    // They are there all the same, and whoever undoes the rest must know of them.
    if (status === 0) return [...overlays];
    throw fault;
  }
}

function overlayOptions({ on, folder, readOnly }: OverlayMount): string {
  return `${readOnly ? 'ro,' : ''}lowerdir=${on},upperdir=${folder}/upper,workdir=${folder}/work`;
}

/** fstab(5) wants them so; other characters that mean something there are in no path that may follow, see src/overlay/plan-followers.ts. */
function escapeBlanks(word: string): string {
  return word.replaceAll(' ', '\\040').replaceAll('\t', '\\011');
}

/** Without --options-source=disable mount(8) passes on the table's /proc/self/fd/N, which is ostree's: ostree commit bc62fd51. */
export function remount(on: string, mode: 'rw' | 'ro'): Promise<ProgramResult> {
  return mount('--options-source=disable', '-o', `remount,${mode}`, on);
}

export function unmountLazily(on: string): Promise<ProgramResult> {
  return runQuickly('umount', ['--lazy', '--no-mtab', '--', on], TIMEOUT);
}

/** What access(2) says to root; it knows more than the mount table, see `usr-access` in src/host/evidence.ts. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function mount(...words: string[]): Promise<ProgramResult> {
  return runQuickly('mount', ['--internal-only', ...words], TIMEOUT);
}
