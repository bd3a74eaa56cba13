// A Debian root file system of each suite, made by mmdebstrap once and never written to afterwards.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { debianMirror } from '../packages/mirror.ts';
import { ensureTool } from '../tools.ts';

export type Suite = 'bookworm' | 'trixie' | 'forky';
export const SUITES: readonly Suite[] = ['bookworm', 'trixie', 'forky'];

// Count up when what this file makes changes: the cache is keyed by it.
const FORMAT = 1;

const PACKAGES = [
  'ostree', 'ostree-boot', 'systemd', 'mount', 'util-linux', 'procps', 'e2fsprogs',
  // What the product's single executable is linked with.
  'libatomic1', 'libstdc++6',
  // The front ends of libapt that bypass apt-get.
  'unattended-upgrades', 'python3-apt',
];

export async function ensureRootfs(suite: Suite, extra: readonly string[] = []): Promise<string> {
  const packages = [...PACKAGES, ...extra].sort();
  const name = `rootfs/${suite}-${shortHash(String(FORMAT), ...packages)}`;
  return cached(name, `Debian ${suite} root file system`, async (partial) => {
    for (const tool of ['mmdebstrap', 'pivot_root', 'chattr'] as const) await ensureTool(tool);
    const mirror = await debianMirror();
    await command('mmdebstrap', [
      '--variant=apt', '--mode=root', '--quiet',
      '--aptopt=APT::Install-Recommends "false"',
      // A testing suite's Release file may be past its date on a mirror that stands still.
      '--aptopt=Acquire::Check-Valid-Until "false"',
      `--include=${packages.join(',')}`,
      suite, partial, `deb ${mirror} ${suite} main`,
    ]);
    tidy(partial);
  });
}

function tidy(root: string): void {
  // No host asks the network unless its test says so: `cp /etc/apt/sources.list.mirror /etc/apt/sources.list.d/mirror.list`.
  renameSync(join(root, 'etc/apt/sources.list'), join(root, 'etc/apt/sources.list.mirror'));
  // python-apt insists on this file, and could not make it in a read-only /etc.
  writeFileSync(join(root, 'etc/apt/sources.list'), '');
  writeFileSync(join(root, 'etc/machine-id'), '');
  writeFileSync(join(root, 'etc/hostname'), 'testbed\n');
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost testbed\n');
  writeFileSync(join(root, 'etc/fstab'), '');
  writeFileSync(join(root, 'etc/resolv.conf'), '');
  mkdirSync(join(root, 'sysroot'), { recursive: true });
}
