// This file makes the build and lint tools available, named by the command or the library that they bring. What is installed already is not touched.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { notingSync } from './installed.ts';

const packageOf: Record<string, string> = {
  // Up to Debian 13 in util-linux itself.
  pivot_root: 'util-linux-extra',
  strip: 'binutils',
  as: 'binutils',
  ld: 'binutils',
  readelf: 'binutils',
  'aarch64-linux-gnu-strip': 'binutils-aarch64-linux-gnu',
  'aarch64-linux-gnu-as': 'binutils-aarch64-linux-gnu',
  'aarch64-linux-gnu-ld': 'binutils-aarch64-linux-gnu',
  'qemu-aarch64-static': 'qemu-user-static',
  '/usr/aarch64-linux-gnu/lib/libstdc++.so.6': 'libstdc++6-arm64-cross',
  '/usr/aarch64-linux-gnu/lib/libatomic.so.1': 'libatomic1-arm64-cross',
  'dpkg-shlibdeps': 'dpkg-dev',
  lintian: 'lintian',
  shellcheck: 'shellcheck',
  mandoc: 'mandoc',
  xz: 'xz-utils',
  rpmbuild: 'rpm',
  rpmlint: 'rpmlint',
  'systemd-analyze': 'systemd',
};

/** Installs the packages of missing commands, and throws one clear line where it cannot. */
export function ensureTools(commands: readonly string[]): void {
  const missing = commands.filter((command) => !hasTool(command));
  if (missing.length === 0) return;
  const packages = missing.map((command) => packageOf[command] ?? command);
  if (process.getuid?.() !== 0) {
    throw new Error(`missing ${missing.join(', ')}: run \`apt-get install ${packages.join(' ')}\` as root`);
  }
  process.stderr.write(`Installing ${packages.join(' ')} with apt-get, for ${missing.join(', ')}; \`npm run clean\` removes it again.\n`);
  if (install(packages) !== null) {
    aptGet(['update', '-qq']);
    const said = install(packages);
    if (said !== null) throw new Error(`apt-get cannot install ${packages.join(' ')}:\n${said}`);
  }
}

export function hasTool(command: string): boolean {
  const directories = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return command.startsWith('/') ? existsSync(command) : directories.some((directory) => isExecutable(join(directory, command)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// The package lists may be absent (a container image) or stale, so they are fetched only after a first attempt fails.
/** Null where they are installed; else what apt-get said. */
function install(packages: readonly string[]): string | null {
  return notingSync(() => aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]));
}

/** Its hundred lines are shown only where it fails: then they are returned. */
function aptGet(args: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'pipe', 'pipe'] });
  return status === 0 ? null : `${stdout}${stderr}`;
}
