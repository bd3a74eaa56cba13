// QEMU 10 in a system of its own: that of Debian 12 ends in a double fault with the kernels of later suites.
import { join } from 'node:path';
import { execa } from 'execa';
import { cached, shortHash } from '../../testbed/cache.ts';
import { command } from '../../testbed/command.ts';
import { debianMirror } from '../../testbed/packages/mirror.ts';
import { ensureTool } from '../../testbed/tools.ts';

const PACKAGES = ['qemu-system-x86'];
/** A boot with its steps takes up to four minutes of a processor; where six others want that one too, half an hour. */
const TIMEOUT = 60 * 60_000;

export function ensureQemu(): Promise<string> {
  return cached(`rootfs/qemu-${shortHash(...PACKAGES)}`, 'QEMU 10', async (partial) => {
    await ensureTool('mmdebstrap');
    const mirror = await debianMirror();
    await command('mmdebstrap', ['--variant=apt', '--mode=root', '--quiet', '--aptopt=APT::Install-Recommends "false"', `--include=${PACKAGES.join(',')}`, 'trixie', partial, `deb ${mirror} trixie main`]);
  });
}

export type PowerOn = {
  /** Holds disk.img, job.tar, result.img, vmlinuz and initramfs.img. */
  folder: string;
  cmdline: string;
  /** Each piece of what the machine writes to its serial console. */
  onConsole: (text: string) => void;
};

/** Runs until the machine reboots or switches itself off. */
export async function runQemu(qemu: string, { folder, cmdline, onConsole }: PowerOn): Promise<void> {
  const disk = (file: string, options = ''): string[] => ['-drive', `file=/mnt/${file},if=virtio,format=raw${options}`];
  // A busy clock that counts instructions: however slow this machine is, no time-out in that one is.
  const machine = ['-accel', 'tcg,thread=single', '-icount', 'shift=0', '-cpu', 'max', '-smp', '1', '-m', '2048', '-nographic', '-no-reboot', '-nodefaults', '-serial', 'stdio'];
  const system = ['-kernel', '/mnt/vmlinuz', '-initrd', '/mnt/initramfs.img', '-append', cmdline];
  const disks = [...disk('disk.img', ',cache=unsafe'), ...disk('job.tar', ',readonly=on'), ...disk('result.img', ',cache=unsafe')];
  const inside = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private', 'sh', join(import.meta.dirname, 'qemu.sh'), qemu, folder];
  const running = execa('unshare', [...inside, ...machine, ...system, ...disks], { reject: false, stdin: 'ignore', all: true, timeout: TIMEOUT, killSignal: 'SIGKILL', buffer: false });
  running.all.on('data', (data: Buffer) => { onConsole(data.toString('latin1')); });
  const { failed, timedOut, exitCode } = await running;
  if (timedOut) throw new Error(`the machine did not reboot in ${String(TIMEOUT / 60_000)} minutes`);
  if (failed) throw new Error(`qemu: exit ${String(exitCode)}`);
}
