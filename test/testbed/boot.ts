// Boots a host in namespaces of this machine and runs one job in it. The next boot of the same disk is that host's reboot.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { bootOptions } from './boot-loader.ts';
import type { Sysroot } from './deployment.ts';
import { removeTree } from './remove.ts';

export type Job = {
  /** POSIX shell, run as root in the host as a child of its process 1. */
  job: string;
  env?: Readonly<Record<string, string>>;
  /** Milliseconds until the host is switched off. */
  timeout?: number;
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
  rootfs: string;
  disk: string;
  /** The folder this boot's own files go to; on the disk's file system. */
  scratch: string;
  cmdline: string;
  container?: string;
  usr?: { image: string; options: string };
};

export async function boot(request: Job & { sysroot: Sysroot }): Promise<JobResult> {
  const { path, rootfs } = request.sysroot;
  return start({ kind: 'ostree', rootfs, disk: path, scratch: dirname(path), cmdline: bootOptions(path) }, request);
}

export async function start(machine: Machine, request: Job): Promise<JobResult> {
  const shelf = mkdtempSync(join(machine.scratch, 'boot-'));
  try {
    fill(shelf, machine, request);
    const script = join(import.meta.dirname, 'boot.sh');
    const namespaces = ['--mount', '--pid', '--fork', '--uts', '--ipc', '--kill-child', '--propagation', 'private'];
    const result = await execa(
      // Node's own pipes are sockets, and `echo >/dev/stderr` fails on a socket. setpriv: the host dies with us, however we end.
      'bash', ['-c', 'exec setpriv --pdeathsig KILL unshare "$@" > >(cat) 2> >(cat >&2) 3> >(cat >&3)', 'boot', ...namespaces, 'sh', script, machine.kind, machine.rootfs, machine.disk, shelf],
      { reject: false, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], stripFinalNewline: false, killSignal: 'SIGKILL', timeout: request.timeout ?? 120_000 },
    );
    const console = String(result.stdio[3]);
    const truth = /^run: \/usr is (.*)$/m.exec(console)?.[1];
    if (result.timedOut) throw new Error(`the ${machine.kind} host did not end in time:\n${console}${result.stdout}${result.stderr}`);
    if (!truth) throw new Error(`the ${machine.kind} host did not come up: exit ${String(result.exitCode)}\n${console}`);
    return { code: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr, writable: truth === 'writable', console };
  } finally {
    await removeTree(shelf);
  }
}

function fill(shelf: string, machine: Machine, request: Job): void {
  const files = join(shelf, 'files');
  mkdirSync(files);
  mkdirSync(join(shelf, 'mnt'));
  const exports = Object.entries(request.env ?? {}).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`);
  writeFileSync(join(files, 'environment'), exports.join(''));
  writeFileSync(join(files, 'job'), request.job);
  writeFileSync(join(files, 'prelude'), request.prelude ?? '');
  writeFileSync(join(files, 'enter'), request.enter ?? 'exec sh /run/testbed/run');
  writeFileSync(join(files, 'cmdline'), `${machine.cmdline}\n`);
  writeFileSync(join(files, 'container'), machine.container ? `container=${machine.container}` : '');
  writeFileSync(join(shelf, 'binds'), (request.binds ?? []).map((bind) => `${bind.join('\t')}\n`).join(''));
  if (machine.usr) {
    // Hard-linked or copied by its owner's choice: an image that is written to is the caller's own copy already.
    cpSync(machine.usr.image, join(shelf, 'usr.image'));
    writeFileSync(join(shelf, 'usr.options'), machine.usr.options);
  }
}
