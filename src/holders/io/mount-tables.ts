// This file reads the mount tables of all processes and finds what in them belongs to an overlay on the host's /usr.

import { readdirSync } from 'node:fs';
import { parseFacts } from '../../host/facts.ts';
import { overlaysOnUsr } from '../holders.ts';
import { isWritableMount, parseMountinfo, throughUsrLink, type Mount } from '../../text/mountinfo.ts';
import { linkTarget, readText, usrLinkTarget } from '../../system/files/read.ts';
import { gatherQuickly } from '../../host/io/gather-evidence.ts';

export type MountTables = {
  /** Maps a pid to its mount namespace, in the form `mnt:[4026531841]`. */
  namespaces: ReadonlyMap<number, string>;
  host: string | undefined;
  /** These are the namespaces of `usr-overlay run`. */
  runs: ReadonlySet<string>;
  /** `overlay` is for the overlays on /usr, wherever mounted, `known` for all mounts. The kernel gives each id only once. */
  overlay: { ids: ReadonlySet<number>; devices: ReadonlySet<string> };
  known: { ids: ReadonlySet<number>; devices: ReadonlySet<string> };
};

export function readMountTables(): MountTables {
  const namespaces = new Map<number, string>();
  const tables = new Map<string, Mount[]>();
  const usrPath = usrLinkTarget();
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids.sort((one, other) => one - other)) {
    const namespace = linkTarget(`/proc/${pid}/ns/mnt`);
    if (namespace === undefined) continue;
    namespaces.set(pid, namespace);
    if (!tables.has(namespace)) tables.set(namespace, throughUsrLink(parseMountinfo(readText(`/proc/${pid}/mountinfo`) ?? ''), usrPath));
  }
  const host = namespaces.get(1);
  const facts = parseFacts(gatherQuickly());
  const hosts = (tables.get(host ?? '') ?? []).filter((mount) => mount.fsType === 'overlay' && mount.mountPoint === '/usr' && mount.root === '/');
  const devices = new Set(hosts.map((mount) => mount.device));
  const found = [...tables].map(([namespace, mounts]) => ({ namespace, overlays: overlaysOnUsr(mounts, facts, devices) }));
  const all = [...tables.values()].flat();
  const overlayDevices = new Set(found.flatMap(({ overlays }) => overlays.map((mount) => mount.device)));
  const readOnly = new Set(hosts.filter((mount) => !isWritableMount(mount)).map((mount) => mount.device));
  return {
    namespaces,
    host,
    runs: new Set(found.filter(({ overlays }) => overlays.some((mount) => readOnly.has(mount.device) && isWritableMount(mount))).map(({ namespace }) => namespace)),
    overlay: { ids: new Set(all.filter((mount) => overlayDevices.has(mount.device)).map((mount) => mount.id)), devices: overlayDevices },
    known: { ids: new Set(all.map((mount) => mount.id)), devices: new Set(all.map((mount) => mount.device)) },
  };
}
