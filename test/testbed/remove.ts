// Deletes trees that hold ostree deployments: their root folders carry the immutable flag, which rm does not get past.
import { existsSync, globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { command } from './command.ts';

export async function removeTree(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const immutable = globSync(['', '*/', '*/*/'].map((depth) => `${depth}ostree/deploy/*/deploy/*.*`), { cwd: path })
    .filter((name) => !name.endsWith('.origin'))
    .map((name) => `${path}/${name}`);
  if (immutable.length > 0) await command('chattr', ['-f', '-i', ...immutable]).catch(() => undefined);
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}
