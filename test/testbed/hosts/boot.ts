// Boots a host in namespaces of this machine and runs one job in it. The next boot of the same disk is that host's reboot.
import { linkSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { bootOptions } from './boot-loader.ts';
import { command } from '../command.ts';
import type { Sysroot } from './deployment.ts';
import { removeTree } from '../remove.ts';

export type Job = {
  /** POSIX shell, run as root in the host as a child of its process 1. */
  job: string;
  env?: Readonly<Record<string, string>>;
  /** Milliseconds until the host is switched off; two minutes when not given. */
  timeout?: number;
  /** The power fails when this is aborted; the result then has what was said until then, and -1 as code. */
  cut?: AbortSignal;
  /** [path of the machine, path in the host]; the latter must exist or be creatable (in /run, /var, /tmp, /etc). */
  binds?: readonly (readonly [string, string])[];
  /** Shell of process 1 before the job: how the host comes into a state. Its output is on the console. */
  prelude?: string;
  /** Shell that ends by `exec sh /run/testbed/run`, in which the job's surroundings are prepared. */
  enter?: string;
};

export type JobResult = {
  code: number;
  stdout: string;
  stderr: string;
  /** Whether a file could really be created in /usr, from where the job runs, just before it. */
  writable: boolean;
  /** What the boot and the prelude said. */
  console: string;
};

export type Machine = {
  kind: string;
  /** Stands in for the initramfs. */
  rootfs: string;
  /** What is mounted on /sysroot. The boot's own files go beside it, to the same file system. */
  disk: string;
  cmdline: string;
  /** The value of the variable `container` of process 1. */
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
      { reject: false, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], stripFinalNewline: false, killSignal: 'SIGKILL', timeout: request.timeout ?? 120_000, ...(request.cut && { cancelSignal: request.cut }) },
    );
    const console = String(result.stdio[3]);
    if (result.timedOut) throw new Error(`the ${host} did not end in time:\n${console}${result.stdout}${result.stderr}`);
    if (result.isCanceled) return { code: -1, stdout: result.stdout, stderr: result.stderr, writable: false, console };
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
