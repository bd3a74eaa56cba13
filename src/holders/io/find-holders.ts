// This file finds the processes that use an overlay on /usr. A file's st_dev does not help: on overlayfs it is that of the layer.
// What helps is the id of the mount through which a file was opened, and for mapped files the device in /proc/PID/maps.

import { closeSync, constants, openSync, statfsSync } from 'node:fs';
import { couldBeUsr, parseMaps, splitDeleted, type Holder, type HoldReason } from '../holders.ts';
import { parseUnit, callers } from '../../system/processes/callers.ts';
import { nameOfUser } from '../../system/processes/caller.ts';
import { linkTarget, listFolder, O_PATH, readText } from '../../system/files/read.ts';
import { readMountTables, type MountTables } from './mount-tables.ts';
import { commandOf } from '../../system/processes/process-table.ts';

/** Returns all processes that use an overlay on /usr. It needs root; another user sees only their own processes. */
export function findHolders(): Holder[] {
  const tables = readMountTables();
  const own = callers();
  const passwd = `${readText('/etc/passwd') ?? ''}\n${readText('/usr/lib/passwd') ?? ''}`;
  return [...tables.namespaces].flatMap(([pid, namespace]): Holder[] => {
    const found = [...linksOf(pid, tables), ...mapsOf(pid, tables), ...descriptorsOf(pid, tables)];
    if (found.length === 0) return [];
    const uid = /^Uid:\s+(\d+)/m.exec(readText(`/proc/${pid}/status`) ?? '')?.[1] ?? '';
    return [
      {
        pid,
        user: nameOfUser(passwd, uid),
        command: commandOf(pid),
        unit: parseUnit(readText(`/proc/${pid}/cgroup`) ?? ''),
        reasons: found.map(({ reason }) => reason),
        own: own.has(pid) || readsOutput(pid),
        namespace: namespace === tables.host ? 'host' : tables.runs.has(namespace) ? 'run' : 'other',
        detached: found.some(({ held }) => held === 'detached'),
      },
    ];
  });
}

type Found = { reason: HoldReason; held: 'attached' | 'detached' };

/** OVERLAYFS_SUPER_MAGIC in include/uapi/linux/magic.h has this value. */
const OVERLAYFS = 0x794c7630;

function linksOf(pid: number, tables: MountTables): Found[] {
  return (['exe', 'cwd', 'root'] as const).flatMap((kind) => {
    const path = `/proc/${pid}/${kind}`;
    return foundAt(path, mountIdOf(path), tables, kind, false);
  });
}

function descriptorsOf(pid: number, tables: MountTables): Found[] {
  return listFolder(`/proc/${pid}/fd`).flatMap((fd) => {
    const info = readText(`/proc/${pid}/fdinfo/${fd}`) ?? '';
    const access = parseInt(/^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '0', 8) & 3;
    return foundAt(`/proc/${pid}/fd/${fd}`, parseMountId(info), tables, 'fd', access !== constants.O_RDONLY);
  });
}

function mapsOf(pid: number, tables: MountTables): Found[] {
  return parseMaps(readText(`/proc/${pid}/maps`) ?? '').flatMap(({ range, device, path }): Found[] => {
    const isKnown = tables.known.devices.has(device);
    if (isKnown ? !tables.overlay.devices.has(device) : !isOverlay(`/proc/${pid}/map_files/${range}`) || !couldBeUsr(path, namesInUsr())) return [];
    return [{ reason: { kind: 'map', ...splitDeleted(path), writable: false }, held: isKnown ? 'attached' : 'detached' }];
  });
}

function foundAt(path: string, mountId: number | null, tables: MountTables, kind: HoldReason['kind'], writable: boolean): Found[] {
  if (mountId === null) return [];
  const isKnown = tables.known.ids.has(mountId);
  if (isKnown ? !tables.overlay.ids.has(mountId) : !isOverlay(path)) return [];
  const target = linkTarget(path);
  if (target === undefined || (!isKnown && !couldBeUsr(target, namesInUsr()))) return [];
  return [{ reason: { kind, ...splitDeleted(target), writable }, held: isKnown ? 'attached' : 'detached' }];
}

let usr: ReadonlySet<string> | undefined;

function namesInUsr(): ReadonlySet<string> {
  return (usr ??= new Set(listFolder('/usr')));
}

function mountIdOf(path: string): number | null {
  let fd: number;
  try {
    fd = openSync(path, O_PATH);
  } catch {
    return null;
  }
  try {
    return parseMountId(readText(`/proc/self/fdinfo/${fd}`) ?? '');
  } finally {
    closeSync(fd);
  }
}

function parseMountId(info: string): number | null {
  const id = /^mnt_id:\s*(\d+)$/m.exec(info)?.[1];
  return id === undefined ? null : Number(id);
}

function isOverlay(path: string): boolean {
  try {
    return statfsSync(path).type === OVERLAYFS;
  } catch {
    return false;
  }
}

/** The program that reads our output ends with us, as in `usr-overlay down | tee log`. */
function readsOutput(pid: number): boolean {
  const input = linkTarget(`/proc/${pid}/fd/0`);
  return input?.startsWith('pipe:') === true && (input === linkTarget('/proc/self/fd/1') || input === linkTarget('/proc/self/fd/2'));
}
