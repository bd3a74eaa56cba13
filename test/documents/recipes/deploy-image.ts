// An image becomes what a host boots: an ostree commit, deployed.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { boot, type Job, type JobResult } from '../../testbed/hosts/boot.ts';
import type { Sysroot } from '../../testbed/hosts/deployment.ts';
import { removeTree } from '../../testbed/remove.ts';
import { privately } from '../../testbed/hosts/root.ts';
import type { Image } from './build-image.ts';

/** In `folder`, which is made. The image keeps its package database where it has it. */
export async function deployImage(image: Image | undefined, rootfs: string, folder: string): Promise<Sysroot> {
  if (!image) throw new Error('there is no such image');
  mkdirSync(folder);
  const work = join(folder, 'work');
  await privately('tree.sh', [image.path, work, 'as-it-is', '']);
  await privately('deploy.sh', [rootfs, work, join(folder, 'sysroot')]);
  await Promise.all([removeTree(work), removeTree(`${work}.var`)]);
  return { path: join(folder, 'sysroot'), rootfs };
}

/** The same, when it is first booted: each boot is a reboot of one host. */
export function hostOf(image: () => Image | undefined, rootfs: string, folder: string): (job: Job) => Promise<JobResult> {
  let sysroot: Sysroot | undefined;
  return async (job) => boot({ ...job, sysroot: (sysroot ??= await deployImage(image(), rootfs, folder)) });
}
