// This file reads the configuration files of this host. Where there are none, that costs five system calls.

import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { CONFIG_LIMIT, DEFAULT_CONFIG } from '../config.ts';
import type { ConfigAnswer, ConfigFile } from '../config-files.ts';
import { codeOf, whyOf } from '../../fault.ts';

const FILES = ['/usr/lib/apt-image-based/config.toml', '/etc/apt-image-based/config.toml'] as const;

const FOLDER = '/etc/apt-image-based/config.d';

/** Returns the settings of this host and the problems in its files. Never throws. */
export async function readConfig(): Promise<ConfigAnswer> {
  const files = gatherConfigFiles();
  if (files.length === 0) return { config: DEFAULT_CONFIG, problems: [] };
  const { parseConfigFiles } = await import('../config-files.ts');
  return parseConfigFiles(files);
}

/** Returns the existing files in the order in which they are read; a later one overrides an earlier one. */
export function gatherConfigFiles(): ConfigFile[] {
  return [...FILES.flatMap(readConfigFile), ...readFolder()];
}

function readFolder(): ConfigFile[] {
  try {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.toml') && !name.startsWith('.'));
    return names.sort().flatMap((name) => readConfigFile(`${FOLDER}/${name}`));
  } catch (error) {
    return isAbsent(error) ? [] : [{ path: FOLDER, reason: `cannot be read: ${whyOf(error)}` }];
  }
}

/** The file is opened before it is checked, so that nobody can swap it in between. O_NONBLOCK keeps a FIFO from hanging root's apt. */
function readConfigFile(path: string): ConfigFile[] {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { mode, uid } = fstatSync(fd);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) return [{ path, reason: 'is not a regular file' }];
    if (uid !== 0) return [{ path, reason: 'does not belong to root' }];
    if ((mode & 0o022) !== 0) return [{ path, reason: 'is writable by users other than root' }];
    const buffer = Buffer.alloc(CONFIG_LIMIT + 1);
    const length = readSync(fd, buffer);
    return [length > CONFIG_LIMIT ? { path, reason: `is larger than ${CONFIG_LIMIT / 1024} KiB` } : { path, text: buffer.toString('utf8', 0, length) }];
  } catch (error) {
    return isAbsent(error) ? [] : [{ path, reason: `cannot be read: ${whyOf(error)}` }];
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}
