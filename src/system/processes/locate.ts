import { existsSync } from 'node:fs';

/** Where a program of the host is, or undefined. Never by the caller's PATH. */
export function locate(program: string): string | undefined {
  return ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].map((folder) => `${folder}/${program}`).find((path) => existsSync(path));
}

export function hasSudo(): boolean {
  return locate('sudo') !== undefined;
}
