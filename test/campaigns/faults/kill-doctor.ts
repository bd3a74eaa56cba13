// SIGKILL at each place where `doctor --fix` is about to change the host, and what the next one makes of it:
// `node test/kill/doctor.ts [--variant NAME]…`
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../../../scripts/build/bundle.ts';
import { ensureTinyRepository, preinstalled } from '../../testbed/packages/packages.ts';
import { openState } from '../../testbed/hosts/state-host.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { VARIANTS } from '../../testbed/hosts/variants.ts';
import { mortal } from './mortal.ts';

const { values } = parseArgs({ options: { variant: { type: 'string', multiple: true } } });
const PLACES = ['tidyUp', 'lockDpkg', 'runProgram', 'writeInfo', 'forgetFiles', 'keepBackup', 'newBackup', 'dropDraft'];
const folder = mkdtempSync(join(tmpdir(), 'kill-doctor-'));
writeFileSync(join(folder, 'program.cjs'), mortal((await bundle()).code, PLACES));
copyFileSync(process.execPath, join(folder, 'node'));
const pool = join(await ensureTinyRepository(), 'tiny/pool');
for (const name of ['tiny-install_1.0', 'tiny-conffile_1.0', 'tiny-conffile_1.1', 'tiny-upgrade_1.1']) copyFileSync(join(pool, `${name}_all.deb`), join(folder, `${name}_all.deb`));
const locked = findState('locked');

/** A ghost, a package of another version with its conffile, an alternative that leads nowhere; then a half-installed package. */
const HARM = `ostree admin unlock; cd /run/kill; dpkg -i tiny-install_1.0_all.deb tiny-conffile_1.1_all.deb
update-alternatives --install /usr/bin/tiny tiny /usr/bin/tiny-install 5; mkdir -p /var/cache/apt/archives; cp tiny-conffile_1.0_all.deb /var/cache/apt/archives`;

let failed = 0;
for (const variant of VARIANTS.filter(({ name }) => values.variant?.includes(name) ?? true)) {
  const began = performance.now();
  const host = await openState(locked, variant, { install: await preinstalled() });
  try {
    const binds = [[folder, '/run/kill']] as const;
    const harm = await host.boot({ job: HARM, binds });
    if (harm.code !== 0) throw new Error(harm.stderr);
    const { stdout, stderr } = await host.boot({ job: readFileSync(join(import.meta.dirname, 'doctor.sh'), 'utf8'), binds, timeout: 900_000 });
    failed += (stdout.match(/^FAIL /gm) ?? []).length + (/\n?\d+ places\n$/.test(stdout) ? 0 : 1);
    process.stdout.write(`${variant.name}, ${((performance.now() - began) / 1000).toFixed(0)} s\n${stdout}${stderr}`);
  } finally {
    await host.remove();
  }
}
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
