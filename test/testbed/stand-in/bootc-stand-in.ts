// The stand-in for bootc as a .deb, for a host's image.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';

const STAND_IN = join(import.meta.dirname, 'bootc');
const CONTROL = 'Package: bootc-stand-in\nVersion: 1\nArchitecture: all\nMaintainer: Testbed <testbed@example.org>\nDescription: stands in for bootc\n';

/** The path of the .deb. */
export async function ensureBootcStandIn(): Promise<string> {
  const folder = await cached(`repository/bootc-${shortHash(readFileSync(STAND_IN), CONTROL)}`, 'bootc stand-in', async (partial) => {
    const tree = join(partial, 'tree');
    for (const name of ['DEBIAN', 'usr/bin']) mkdirSync(join(tree, name), { recursive: true });
    writeFileSync(join(tree, 'DEBIAN/control'), CONTROL);
    copyFileSync(STAND_IN, join(tree, 'usr/bin/bootc'));
    await command('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', tree, join(partial, 'bootc-stand-in.deb')], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
  });
  return join(folder, 'bootc-stand-in.deb');
}
