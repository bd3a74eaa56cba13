// The first minute with this machine's real apt, on a copy of this system in namespaces of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureTools } from '../../../scripts/apt-tools.ts';
import { buildPackage } from '../../../scripts/package.ts';

const folder = import.meta.dirname;

/** The exit code. */
export async function playMachine(): Promise<number> {
  const obstacle = whatStandsInTheWay();
  if (obstacle !== null) {
    process.stderr.write(`error: ${obstacle}\n`);
    return 69;
  }
  process.stderr.write('demo: building the package, which takes half a minute the first time; it stays in dist/, 170 MB\n');
  ensureTools(['strip', 'pivot_root']);
  const deb = await buildPackage({ fast: true });
  process.stderr.write('demo: making a copy of this system that forgets, with a read-only /usr\n');
  const scripts = [join(folder, 'machine-stage.sh'), deb, join(folder, 'machine-story.sh')];
  const { status, signal } = spawnSync('unshare', [...NAMESPACES, 'sh', ...scripts], { stdio: 'inherit' });
  if (status !== 0) process.stderr.write(`error: the demo ended early (${signal ?? `exit ${String(status)}`})\n`);
  return status ?? 1;
}

/** Process 1 of the stage is its own, because usr-overlay acts in the mount namespace of process 1. */
const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--uts', '--ipc', '--propagation', 'private'];

function whatStandsInTheWay(): string | null {
  if (process.getuid?.() !== 0) return 'the demo mounts file systems, which needs root: `sudo npm run demo`';
  if (spawnSync('unshare', [...NAMESPACES, 'mount', '-t', 'tmpfs', 'demo', '/mnt']).status !== 0) {
    return 'mounting is not allowed here. Run the demo on a host or in a privileged container';
  }
  if (!/\toverlay$/m.test(readFileSync('/proc/filesystems', 'utf8')) && spawnSync('modprobe', ['overlay']).status !== 0) return 'this kernel has no overlayfs';
  const root = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').findLast((line) => line.split(' ')[4] === '/');
  if (root?.includes(' - overlay ') === true) return 'the root file system is an overlay already, and the kernel stacks two at most: run the demo on a host';
  return null;
}
