// A machine with a disk of its own, which runs the steps of one boot after the other.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bootOptions } from '../../testbed/hosts/boot-loader.ts';
import { command } from '../../testbed/command.ts';
import { ensureTinyRepository } from '../../testbed/packages/packages.ts';
import { ensureRealPackages } from '../../testbed/packages/real-packages.ts';
import { removeTree } from '../../testbed/remove.ts';
import { throwawayFolder } from '../../testbed/hosts/throwaway.ts';
import { ensureTinyRpms } from '../../testbed/packages/tiny-rpms.ts';
import { ensureBootedRootfs, ensureDisk, type Image } from './image.ts';
import { ensureQemu, runQemu } from './qemu.ts';
import type { Seen, Step } from './step.ts';

export type BootResult = {
  /** One for each step; null for one that the machine did not come to. */
  seen: (Seen | null)[];
  /** Seconds from power on to the first step, and from the last one to power off. */
  up: number;
  down: number;
  journal: string;
};

export type Machine = { boot: (steps: readonly Step[]) => Promise<BootResult>; remove: () => Promise<void> };

/** Where a machine stops for good rather than waiting for somebody at its console; what guards a processor slows an emulated one. */
const CMDLINE = 'mitigations=off panic=-1 rd.shell=0 rd.emergency=reboot loglevel=4 systemd.show_status=1';

const ENFORCING = ' security=selinux selinux=1 enforcing=1';

export async function openMachine(image: Image): Promise<Machine> {
  const [qemu, disk, repository, rpms] = [await ensureQemu(), await ensureDisk(image), await ensureTinyRepository(), await ensureTinyRpms()];
  const folder = await throwawayFolder();
  for (const name of ['vmlinuz', 'initramfs.img']) copyFileSync(join(disk, name), join(folder, name));
  await command('cp', ['--sparse=always', join(disk, 'disk.img'), join(folder, 'disk.img')]);
  let options = readFileSync(join(disk, 'cmdline'), 'utf8').trim();
  return {
    boot: async (steps) => {
      await packJob(folder, steps, [join(repository, 'tiny'), ...(image.dnf ? [join(rpms, 'rpm')] : []), ...(await realOf(image))]);
      const { console, up, down } = await power(qemu, folder, `${options} ${CMDLINE}${image.selinux ? ENFORCING : ''}`);
      const out = join(folder, 'out');
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out);
      await command('tar', ['-xf', join(folder, 'result.img'), '-C', out]).catch(() => undefined);
      if (!existsSync(join(out, 'journal'))) throw new Error(`the machine said nothing of its steps:\n${console.slice(-6000)}`);
      // What a boot loader would read now; a hotfix is a deployment of its own.
      options = bootOptions(out);
      const seen = steps.map((_, index) => readSeen(join(out, 'steps', stepName(index))));
      return { seen, up, down, journal: readFileSync(join(out, 'journal'), 'utf8') };
    },
    remove: () => removeTree(folder),
  };
}

/** nginx, which has a label and a domain of its own. */
async function realOf(image: Image): Promise<string[]> {
  return image.selinux ? [join(await ensureRealPackages(image.suite, await ensureBootedRootfs(image), ['nginx-light']), image.suite)] : [];
}

async function power(qemu: string, folder: string, cmdline: string): Promise<{ console: string; up: number; down: number }> {
  writeFileSync(join(folder, 'result.img'), '');
  await command('truncate', ['--size=64M', join(folder, 'result.img')]);
  const began = performance.now();
  let console = '';
  // When the console first showed what job.sh writes there.
  const marks = new Map<string, number>();
  const onConsole = (text: string): void => {
    console += text;
    for (const mark of ['e2e: 00 ', 'e2e: end']) if (!marks.has(mark) && console.includes(mark)) marks.set(mark, performance.now());
  };
  await runQemu(qemu, { folder, cmdline, onConsole }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${console.slice(-6000)}`);
  });
  const seconds = (from: number | undefined, to: number | undefined): number => ((to ?? NaN) - (from ?? NaN)) / 1000;
  return { console, up: seconds(began, marks.get('e2e: 00 ')), down: seconds(marks.get('e2e: end'), performance.now()) };
}

async function packJob(folder: string, steps: readonly Step[], repositories: readonly string[]): Promise<void> {
  const job = join(folder, 'job');
  rmSync(job, { recursive: true, force: true });
  mkdirSync(join(job, 'repository'), { recursive: true });
  for (const name of ['job.sh', 'login.sh']) copyFileSync(join(import.meta.dirname, name), join(job, name));
  for (const path of repositories) cpSync(path, join(job, 'repository', basename(path)), { recursive: true, filter: isSmall });
  steps.forEach(({ typed, login }, index) => {
    mkdirSync(join(job, 'steps', stepName(index)), { recursive: true });
    writeFileSync(join(job, 'steps', stepName(index), 'typed'), `${typed}\n`);
    if (login) writeFileSync(join(job, 'steps', stepName(index), 'login'), '');
  });
  await command('tar', ['-cf', join(folder, 'job.tar'), '-C', job, '.']);
}

/** Its 40 MB would be unpacked in each boot, by an emulated processor, and no step installs it. */
function isSmall(path: string): boolean {
  return !basename(path).startsWith('tiny-big_');
}

function stepName(index: number): string {
  return String(index).padStart(2, '0');
}

function readSeen(step: string): Seen | null {
  if (!existsSync(join(step, 'ms'))) return null;
  const read = (name: string): string => readFileSync(join(step, name), 'utf8');
  return { code: Number(read('code')), output: read('seen'), milliseconds: Number(read('ms')) };
}
