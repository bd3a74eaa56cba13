// A throwaway host of any kind behind one door: boot it as often as a test likes, then drop it.
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
    return { boot: (job) => boot({ ...job, sysroot }), remove: sysroot.remove, disk: sysroot.path };
  }
  const { machine, remove } = await preparePlain({ ...spec, kind: spec.kind });
  return { boot: (job) => start(machine, job), remove, disk: machine.disk };
}
