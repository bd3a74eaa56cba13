// The programs that the product calls, replaced in a host's image by program.sh, as a .deb. What stands in /usr/bin is a link to
// /etc/faulty, so that a program can be missing on a host whose /usr is read-only.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, shortHash } from '../../testbed/cache.ts';
import { command } from '../../testbed/command.ts';

const SCRIPT = join(import.meta.dirname, 'program.sh');
const PROGRAMS = [
  'usr/libexec/apt-image-based/usr-overlay',
  ...['mount', 'umount', 'ostree', 'bootc', 'flock', 'unshare', 'nsenter', 'systemctl', 'logger', 'timeout', 'perl', 'dpkg', 'cp', 'grep', 'env'].map((name) => `usr/bin/${name}`),
];
const CONTROL = 'Package: faulty-programs\nVersion: 1\nArchitecture: all\nMaintainer: Testbed <testbed@example.org>\nDescription: programs with faults\n';
const POSTINST = `#!/bin/sh
set -e
for path in ${PROGRAMS.join(' ')}; do
  name=\${path##*/}
  [ -e "/$path" ] || continue
  cp -p /etc/faulty/program "/etc/faulty/$name"
  mv "/$path" "/usr/lib/faulty/$name"
  ln -s "/etc/faulty/$name" "/$path"
done
`;

/** The path of the .deb; to be installed last. */
export async function ensureFaultyPrograms(): Promise<string> {
  const key = shortHash(readFileSync(SCRIPT), CONTROL, POSTINST);
  const folder = await cached(`repository/faulty-${key}`, 'faulty programs', async (partial) => {
    const tree = join(partial, 'tree');
    for (const name of ['DEBIAN', 'etc/faulty', 'usr/lib/faulty']) mkdirSync(join(tree, name), { recursive: true });
    writeFileSync(join(tree, 'DEBIAN/control'), CONTROL);
    writeFileSync(join(tree, 'DEBIAN/postinst'), POSTINST, { mode: 0o755 });
    copyFileSync(SCRIPT, join(tree, 'etc/faulty/program'));
    await command('chmod', ['-R', 'u=rwX,go=rX', tree]);
    await command('chmod', ['755', join(tree, 'etc/faulty/program')]);
    await command('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', tree, join(partial, 'faulty-programs.deb')], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
  });
  return join(folder, 'faulty-programs.deb');
}
