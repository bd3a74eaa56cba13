// Packages of Debian itself, for what tiny ones cannot show: alternatives, PAM, a program that everybody knows.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { indexFolder } from './repository-index.ts';
import type { Suite } from '../hosts/rootfs.ts';

const SCRIPT = join(import.meta.dirname, 'real-packages.sh');

/**
 * A repository folder with the packages and whatever they need beyond `rootfs`, from the machine's own mirror; serve it beside
 * the tiny ones and name `suite` among the folders of `sources()`.
 */
export async function ensureRealPackages(suite: Suite, rootfs: string, names: readonly string[]): Promise<string> {
  const key = shortHash(rootfs, readFileSync(SCRIPT), ...[...names].sort());
  return cached(`repository/${suite}-${key}`, `${names.join(', ')} of ${suite}`, async (partial) => {
    mkdirSync(join(partial, suite, 'pool'), { recursive: true });
    await command('unshare', ['-m', '-p', '-f', '--kill-child', 'sh', SCRIPT, rootfs, join(partial, suite, 'pool'), ...names]);
    await indexFolder(partial, suite);
  });
}
