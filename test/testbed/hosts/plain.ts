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
  // What `RUN apt-get install` sees.
  | 'image-build'
  // systemd.volatile=overlay
  | 'volatile'
  // Raspberry Pi OS with boot=overlay.
  | 'overlay-root'
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

async function usrOf(kind: PlainKind, root: string): Promise<Pick<Machine, 'usr'>> {
  const image = (format: ImageFormat): Promise<string> => ensureUsrImage(root, format);
  switch (kind) {
    case 'erofs': return { usr: { image: await image('erofs'), options: 'ro', written: false } };
    case 'squashfs': return { usr: { image: await image('squashfs'), options: 'ro', written: false } };
    case 'overlay-root-disk': return { usr: { image: await image('ext4'), options: 'rw', written: true } };
    case 'fs-error': return { usr: { image: await image('ext4'), options: 'rw,errors=remount-ro', written: true } };
    case 'writable': case 'read-only-bind': case 'container-read-only': case 'container-unmarked': case 'image-build': case 'volatile': case 'overlay-root': return {};
  }
}
