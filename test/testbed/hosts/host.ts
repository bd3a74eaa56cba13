// A throwaway host of any kind behind one door: boot it as often as a test likes, then drop it.
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { boot, start, type Job, type JobResult } from './boot.ts';
import { ensureDeployment, type DeploymentSpec } from './deployment.ts';
import { preparePlain, type PlainKind } from './plain.ts';
import { cloneSysroot } from './throwaway.ts';

export type HostSpec = DeploymentSpec & { kind: 'ostree' | PlainKind };

export type Host = {
  /** Each boot is a reboot: what is on disk persists, all else is new. */
  boot: (job: Job) => Promise<JobResult>;
  remove: () => Promise<void>;
  /** The machine's path of the host's disk: the sysroot of ostree, else the root file system. */
  disk: string;
};

export async function openHost(spec: HostSpec): Promise<Host> {
  if (spec.kind === 'ostree') {
    const sysroot = await cloneSysroot(await ensureDeployment(spec));
    trackByBootc(sysroot.path);
    return { boot: (job) => boot({ ...job, sysroot }), remove: sysroot.remove, disk: sysroot.path };
  }
  const { machine, remove } = await preparePlain({ ...spec, kind: spec.kind });
  return { boot: (job) => start(machine, job), remove, disk: machine.disk };
}

/** Where bootc is in the image, its installer has written into the deployment's origin which image it follows. */
function trackByBootc(sysroot: string): void {
  for (const bootc of globSync(`${sysroot}/ostree/deploy/*/deploy/*.[0-9]/usr/bin/bootc`)) {
    const origin = bootc.replace(/\/usr\/bin\/bootc$/, '.origin');
    // The file is shared with the pristine deployment.
    rmSync(origin);
    writeFileSync(origin, '[origin]\ncontainer-image-reference=ostree-unverified-registry:localhost/image:latest\n');
  }
}
