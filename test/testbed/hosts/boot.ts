// This file boots a host in namespaces of this machine and runs one job in it. The next boot of the same disk is that host's reboot.
import { linkSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { bootOptions } from './boot-loader.ts';
import { command } from '../command.ts';
import type { Sysroot } from './deployment.ts';
import { removeTree } from '../remove.ts';

export type Job = {
  /** This POSIX shell text runs as root in the host, as a child of its process 1. */
  job: string;
  env?: Readonly<Record<string, string>>;
  /** The host is switched off after these milliseconds, by default two minutes. */
  timeout?: number;
  /** Each pair is a path of the machine and one in the host, which must exist or be creatable (in /run, /var, /tmp, /etc). */
  binds?: readonly (readonly [string, string])[];
  /** Process 1 runs this shell text before the job to bring the host into a state. Its output is on the console. */
  prelude?: string;
  /** This shell text prepares the job's surroundings and ends with `exec sh /run/testbed/run`. */
  enter?: string;
};

export type JobResult = {
  code: number;
  stdout: string;
  stderr: string;
  /** Tells whether a file could really be created in /usr, from where the job runs, just before it. */
  writable: boolean;
  /** Holds the output of the boot and the prelude. */
  console: string;
};

export type Machine = {
  kind: string;
  /** This root file system stands in for the initramfs. */
  rootfs: string;
  /** This is mounted on /sysroot. The boot's own files go beside it, into the same file system. */
  disk: string;
  cmdline: string;
  /** Process 1 gets this value in the variable `container`. */
  container?: string;
  usr?: { image: string; options: string; written: boolean };
};

export function boot(request: Job & { sysroot: Sysroot }): Promise<JobResult> {
  const { path, rootfs } = request.sysroot;
  return start({ kind: 'ostree', rootfs, disk: path, cmdline: bootOptions(path) }, request);
}

export async function start(machine: Machine, request: Job): Promise<JobResult> {
  const shelf = mkdtempSync(join(dirname(machine.disk), 'boot-'));
  const host = `${machine.kind} host`;
  try {
    await fill(shelf, machine, request);
    const result = await execa(
      'bash', [join(import.meta.dirname, 'launch.bash'), join(import.meta.dirname, 'boot.sh'), machine.kind, machine.rootfs, machine.disk, shelf],
      { reject: false, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], stripFinalNewline: false, killSignal: 'SIGKILL', timeout: request.timeout ?? 120_000 },
    );
    const console = String(result.stdio[3]);
    if (result.timedOut) throw new Error(`the ${host} did not end in time:\n${console}${result.stdout}${result.stderr}`);
    const truth = /^run: \/usr is (.*)$/m.exec(console)?.[1];
    if (!truth) throw new Error(`the ${host} did not come up: exit ${String(result.exitCode ?? result.signal)}\n${console}${result.stderr}`);
    return { code: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr, writable: truth === 'writable', console };
  } finally {
    await removeTree(shelf);
  }
}

async function fill(shelf: string, machine: Machine, request: Job): Promise<void> {
  const files = join(shelf, 'files');
  mkdirSync(files);
  mkdirSync(join(shelf, 'mnt'));
  const file = (name: string, text: string): void => writeFileSync(join(files, name), text);
  file('environment', Object.entries(request.env ?? {}).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`).join(''));
  file('job', request.job);
  file('prelude', request.prelude ?? '');
  file('enter', request.enter ?? 'exec sh /run/testbed/run');
  file('cmdline', `${machine.cmdline}\n`);
  file('container', machine.container ? `container=${machine.container}` : '');
  writeFileSync(join(shelf, 'binds'), (request.binds ?? []).map((bind) => `${bind.join('\t')}\n`).join(''));
  if (!machine.usr) return;
  const image = join(shelf, 'usr.image');
  if (machine.usr.written) await command('cp', ['--sparse=always', machine.usr.image, image]);
  else linkSync(machine.usr.image, image);
  writeFileSync(join(shelf, 'usr.options'), machine.usr.options);
}
