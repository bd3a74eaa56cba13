// This file makes the build and lint tools available, named by the command or the library that they bring. What is installed already is not touched.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { notingSync } from './installed.ts';

const packageOf: Record<string, string> = {
  strip: 'binutils',
  readelf: 'binutils',
  'aarch64-linux-gnu-strip': 'binutils-aarch64-linux-gnu',
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
  process.stderr.write(`apt-get install ${packages.join(' ')}, for ${missing.join(', ')}; npm run clean removes it again\n`);
  if (!install(packages)) {
    aptGet(['update', '-qq']);
    if (!install(packages)) throw new Error(`apt-get can't install ${packages.join(' ')}`);
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
function install(packages: readonly string[]): boolean {
  try {
    notingSync(() => aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]));
    return true;
  } catch {
    return false;
  }
}

// apt's output goes to our standard error, because a script's standard output is its answer.
function aptGet(args: readonly string[]): void {
  execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 2, 2],
  });
}
