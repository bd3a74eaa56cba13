// SIGKILL before each step of `up`, `down` and `run`, then what the next command makes of it: `npm run test:kill -- [--variant NAME]… [--job NAME]…`
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../../../scripts/build/bundle.ts';
import { debName, TINY_PACKAGES } from '../../testbed/packages/tiny-packages.ts';
import { ensureTinyRepository } from '../../testbed/packages/packages.ts';
import { openState } from '../../testbed/hosts/state-host.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { VARIANTS } from '../../testbed/hosts/variants.ts';
import { mortal } from './mortal.ts';

/** The functions that change the host, by the job that dies in them. */
const PLACES: Record<string, readonly string[]> = {
  kill: ['applyStep', 'mountOverlays', 'makeWritableNamespace', 'runCommandIn'],
  'put-back': ['applyStep', 'createOpen', 'updateOpen', 'writeToLog', 'applyPutBackStep', 'removeOpen'],
};
const { values } = parseArgs({ options: { variant: { type: 'string', multiple: true }, job: { type: 'string', multiple: true, default: Object.keys(PLACES) } } });
const folder = mkdtempSync(join(tmpdir(), 'kill-'));
const { code } = await bundle();
copyFileSync(process.execPath, join(folder, 'node'));
for (const name of ['tiny-install', 'tiny-conffile']) {
  const deb = TINY_PACKAGES.find((each) => each.name === name);
  if (!deb) throw new Error(`no package ${name}`);
  copyFileSync(join(await ensureTinyRepository(), 'tiny/pool', debName(deb)), join(folder, `${name}.deb`));
}
const locked = findState('locked');

let failed = 0;
for (const variant of VARIANTS.filter(({ name }) => values.variant?.includes(name) ?? true)) {
  const began = performance.now();
  const host = await openState(locked, variant);
  try {
    for (const name of values.job) {
      writeFileSync(join(folder, 'program.cjs'), mortal(code, PLACES[name] ?? []));
      const { stdout, stderr } = await host.boot({ job: readFileSync(join(import.meta.dirname, `${name}.sh`), 'utf8'), binds: [[folder, '/run/kill']], timeout: 900_000 });
      failed += (stdout.match(/^FAIL /gm) ?? []).length + (stdout.endsWith('\nend\n') ? 0 : 1);
      process.stdout.write(`${variant.name}, ${name}, ${((performance.now() - began) / 1000).toFixed(0)} s\n${stdout}${stderr}`);
    }
  } finally {
    await host.remove();
  }
}
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
