// Builds the tiny .rpms, their repository, and a .deb that brings those of the image with an rpm database: for Debian's dnf.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, shortHash } from '../cache.ts';
import { command } from '../command.ts';
import { buildRpm, type TinyRpm } from './rpm-build.ts';
import { ensureTool } from '../tools.ts';

type OfferedRpm = TinyRpm & { image?: true; /** Not in the repository. */ fileOnly?: true };

const TINY_RPMS: readonly OfferedRpm[] = [
  { name: 'rpm-install', version: '1.0' },
  { name: 'rpm-second', version: '1.0' },
  { name: 'rpm-grouped', version: '1.0' },
  { name: 'rpm-spare', version: '1.0' },
  { name: 'rpm-etc', version: '1.0', etc: true },
  { name: 'rpm-folder', version: '1.0', megabytes: 1 },
  { name: 'rpm-file', version: '1.0', fileOnly: true },
  { name: 'rpm-present', version: '1.0', image: true },
  { name: 'rpm-remove', version: '1.0', image: true },
  { name: 'rpm-orphan', version: '1.0', image: true },
  { name: 'rpm-upgrade', version: '1.0', image: true },
  { name: 'rpm-upgrade', version: '2.0' },
];

const BUILD = join(import.meta.dirname, 'rpm-build.ts');

const COMPS = `<?xml version="1.0" encoding="UTF-8"?>
<comps><group><id>tiny-group</id><name>Tiny</name><description>Tiny</description><default>false</default><uservisible>true</uservisible>
<packagelist><packagereq type="mandatory">rpm-grouped</packagereq></packagelist></group></comps>
`;

/** A folder with `rpm/{repodata,pool}` to serve, `files/*.rpm`, and `image.deb`. */
export async function ensureTinyRpms(): Promise<string> {
  return cached(`repository/rpm-${shortHash(readFileSync(import.meta.filename), readFileSync(BUILD))}`, 'tiny rpms', async (partial) => {
    for (const tool of ['rpmbuild', 'createrepo_c'] as const) await ensureTool(tool);
    const [pool, files, image] = ['rpm/pool', 'files', 'image'].map((name) => join(partial, name)) as [string, string, string];
    for (const folder of [pool, files, image]) mkdirSync(folder, { recursive: true });
    const built: string[] = [];
    for (const entry of TINY_RPMS) {
      const rpm = await buildRpm(entry, join(partial, 'build'));
      copyFileSync(rpm, join(entry.fileOnly ? files : pool, basename(rpm)));
      if (entry.image) built.push(rpm);
    }
    writeFileSync(join(partial, 'comps.xml'), COMPS);
    await command('createrepo_c', ['--quiet', '--groupfile', join(partial, 'comps.xml'), join(partial, 'rpm')]);
    await buildImageDeb(built, image, join(partial, 'image.deb'));
    for (const folder of ['build', 'image']) rmSync(join(partial, folder), { recursive: true });
  });
}

/** As an image build would: the packages' files, and the database that lists them. */
async function buildImageDeb(rpms: readonly string[], root: string, deb: string): Promise<void> {
  await command('rpm', ['--root', root, '--define', '_dbpath /var/lib/rpm', '--force-debian', '--nodeps', '--install', ...rpms]);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN/control'), 'Package: tiny-rpm-image\nVersion: 1.0\nArchitecture: all\nMaintainer: Testbed <testbed@example.org>\nDescription: rpms of the image\n');
  // Debian 12's rpm would keep its database in ~/.rpmdb. Unsigned packages are all that there are here.
  mkdirSync(join(root, 'etc/rpm'), { recursive: true });
  writeFileSync(join(root, 'etc/rpm/macros.testbed'), '%_dbpath /var/lib/rpm\n%_pkgverify_level none\n');
  mkdirSync(join(root, 'etc/yum.repos.d'), { recursive: true });
  chmodSync(root, 0o755);
  await command('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, deb], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
}
