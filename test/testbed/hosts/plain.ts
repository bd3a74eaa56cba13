// Hosts without ostree: ordinary ones, read-only ones, containers, live systems, a file system that gave up.
import { start, type Job, type JobResult, type Machine } from './boot.ts';
import { ensureRoot, type RootSpec } from './root.ts';
import { ensureRootfs } from './rootfs.ts';
import { cloneTree, type Throwaway } from './throwaway.ts';
import { ensureUsrImage, type ImageFormat } from './usr-image.ts';

export type PlainKind =
  | 'writable'
  | 'read-only-bind'
  | 'erofs'
  | 'squashfs'
  // As by `podman run --read-only` with a writable /var.
  | 'container-read-only'
  // The same by an engine that leaves no file behind, only a word in process 1's environment: LXC, containerd.
  | 'container-unmarked'
  // The same by one whose mounts alone tell: containerd.
  | 'container-by-mounts'
  // The same without any sign; the state gives it one.
  | 'container-bare'
  // What `RUN apt-get install` sees.
  | 'image-build'
  // systemd.volatile=overlay
  | 'volatile'
  // Raspberry Pi OS with boot=overlay.
  | 'overlay-root'
  // overlayroot by /etc/overlayroot.conf.
  | 'overlay-root-file'
  // A snapshot booted by grub-btrfs.
  | 'overlay-root-snapshot'
  // live-boot, alone and with a persistent partition; dracut's live system with one.
  | 'live'
  | 'live-disk'
  | 'live-dracut-disk'
  // overlayroot=device:
  | 'overlay-root-disk'
  // ext4 mounted with errors=remount-ro, after an error.
  | 'fs-error';

export type PlainSpec = RootSpec & { kind: PlainKind };

const CMDLINE = 'root=/dev/vda rw console=ttyS0';

export async function preparePlain(spec: PlainSpec): Promise<Throwaway<{ machine: Machine }>> {
  const root = await ensureRoot(spec);
  const rootfs = await ensureRootfs(spec.suite, spec.extra);
  const usr = await usrOf(spec.kind, root);
  const { path, remove } = await cloneTree(root, spec.kind !== 'writable');
  const machine: Machine = { kind: spec.kind, rootfs, disk: path, cmdline: CMDLINE, ...usr };
  if (spec.kind === 'volatile') machine.cmdline += ' systemd.volatile=overlay';
  if (spec.kind === 'overlay-root') machine.cmdline = `boot=overlay ${machine.cmdline}`;
  if (spec.kind === 'overlay-root-disk') machine.cmdline += ' overlayroot=device:dev=/dev/vdb';
  if (spec.kind === 'live') machine.cmdline += ' boot=live components';
  if (spec.kind === 'live-disk') machine.cmdline += ' boot=live components persistence';
  if (spec.kind === 'live-dracut-disk') machine.cmdline = `${machine.cmdline.replace('/dev/vda', 'live:/dev/vda')} rd.live.image rd.live.overlay=/dev/vdb`;
  if (spec.kind === 'container-unmarked') machine.container = 'lxc';
  if (spec.kind === 'container-read-only' || spec.kind === 'image-build') machine.container = 'podman';
  return { machine, remove };
}

export async function bootPlain(request: PlainSpec & Job): Promise<JobResult> {
  const { machine, remove } = await preparePlain(request);
  try {
    return await start(machine, request);
  } finally {
    await remove();
  }
}

/** Where /usr, or what an overlay stores, is a file system of its own. */
const IMAGES: Partial<Record<PlainKind, { format: ImageFormat; options: string; written: boolean }>> = {
  erofs: { format: 'erofs', options: 'ro', written: false },
  squashfs: { format: 'squashfs', options: 'ro', written: false },
  'overlay-root-disk': { format: 'ext4', options: 'rw', written: true },
  'live-disk': { format: 'ext4', options: 'rw', written: true },
  'live-dracut-disk': { format: 'ext4', options: 'rw', written: true },
  'fs-error': { format: 'ext4', options: 'rw,errors=remount-ro', written: true },
};

async function usrOf(kind: PlainKind, root: string): Promise<Pick<Machine, 'usr'>> {
  const found = IMAGES[kind];
  if (!found) return {};
  const { format, ...usr } = found;
  return { usr: { image: await ensureUsrImage(root, format), ...usr } };
}
