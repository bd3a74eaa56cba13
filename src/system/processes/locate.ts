import { existsSync } from 'node:fs';

/** Returns the path of a program of the host, or undefined. It never uses the caller's PATH. */
export function locate(program: string): string | undefined {
  return ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].map((folder) => `${folder}/${program}`).find((path) => existsSync(path));
}

/** Tells whether sudo is installed, so that a hint may name it. */
export function hasSudo(): boolean {
  return locate('sudo') !== undefined;
}
