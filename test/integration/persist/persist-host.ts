// A host of these tests, and what its boots show with the overlay and without it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { openGuardedHost, type HostOptions } from '../guarded-host.ts';

const LIBRARY = ['../record/put-back.sh', 'library.sh'].map((path) => readFileSync(join(import.meta.dirname, path), 'utf8')).join('');

/** Opens a host; `boot` boots it, runs shell text with the functions of library.sh, and returns the lines of its answer. */
export async function onHost(options: HostOptions, work: (boot: (job: string) => Promise<string[]>) => Promise<void>): Promise<void> {
  const host = await openGuardedHost(options);
  try {
    await work(async (job) => {
      const { stdout, stderr } = await host.run(LIBRARY + job);
      expect(stderr).not.toContain('bug in usr-overlay');
      return stdout.trimEnd().split('\n');
    });
  } finally {
    await host.remove();
  }
}

/** Of the function `seen`. */
export const ON = ['writable', 'tiny-install 1.0', 'ii ', '# twice 1.0', '../init.d/twice'];
export const OFF = ['read-only', 'gone', 'absent', 'no conffile', 'no link'];
export const MOUNTED = ['A read/write overlayfs is now mounted on /usr, and each boot of this image mounts it again', 'When another image is booted, it is not mounted; nothing in it is deleted until `sudo usr-overlay down`.'];

/** What packages are there, of two: one with files in /usr alone, one with files and links in /etc. */
export const INSTALL = `make_deb twice 1.0; find_etc >/var/before; up; apt-get -y install tiny-install >/dev/null 2>/run/apt.err; grep -c 'each boot of this image mounts it again' /run/apt.err; install /run/debs/twice_1.0.deb; echo edited >>/etc/twice/other.conf`;
