// Attacks on real hosts with the real apt and dnf, each with a control where its payload fires: `npm run test:attacks -- [--variant NAME]… [--only NAME]…`
// The scripts say of each attack `held`, `BROKEN` or, of a payload that is none, `NO CONTROL`; library.sh has the words.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTools } from '../../../scripts/apt-tools.ts';
import { openDnfHost } from '../../integration/dnf-host.ts';
import { openGuardedHost, productDeb } from '../../integration/guarded-host.ts';
import { command } from '../../testbed/command.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { VARIANTS, type Variant } from '../../testbed/hosts/variants.ts';

/** Each boots a locked host of its own. */
const SCRIPTS = ['environment', 'functions', 'planted', 'text', 'links', 'from', 'users', 'dnf'];

const { values } = parseArgs({ options: { variant: { type: 'string', multiple: true, default: ['trixie'] }, only: { type: 'string', multiple: true, default: SCRIPTS } } });
const folder = mkdtempSync(join(tmpdir(), 'attacks-'));
const counts = { held: 0, broken: 0, controls: 0 };

await fill();
for (const variant of VARIANTS.filter(({ name }) => values.variant.includes(name))) {
  for (const script of values.only) await attack(variant, script);
}
rmSync(folder, { recursive: true });
process.stdout.write(`${String(counts.held + counts.broken)} attacks tried, ${String(counts.held)} held; ${String(counts.controls)} payloads seen to fire where nothing stops them\n`);
process.exitCode = counts.broken === 0 && counts.held > 0 ? 0 : 1;

async function attack(variant: Variant, script: string): Promise<void> {
  const began = performance.now();
  const host = await (script === 'dnf' ? openDnfHost(findState('locked'), variant, [productDeb()]) : openGuardedHost({ variant: variant.name, state: 'locked', real: ['sudo'] }));
  try {
    const { stdout, stderr } = await host.run(`. /run/attacks/library.sh\n. /run/attacks/${script}.sh\necho end`, { binds: [[folder, '/run/attacks']], timeout: 600_000 });
    const lines = (start: string): string[] => stdout.split('\n').filter((line) => line.startsWith(start));
    const wrong = [...lines('BROKEN '), ...lines('NO CONTROL '), ...(stdout.endsWith('\nend\n') ? [] : ['BROKEN the script did not come to its end'])];
    counts.held += lines('held ').length;
    counts.controls += lines('control ').length;
    counts.broken += wrong.length;
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stdout.write(`${variant.name}, ${script}: ${String(lines('held ').length)} held, ${String(wrong.length)} not, ${seconds} s\n`);
    if (wrong.length > 0) process.stdout.write(`${stdout}${stderr}`);
  } finally {
    await host.remove();
  }
}

/** What the hosts get: the scripts, a library that leaves a mark wherever it is loaded, and a Node that obeys everything. */
async function fill(): Promise<void> {
  ensureTools(['gcc']);
  for (const name of ['library', 'payloads', ...SCRIPTS]) copyFileSync(join(import.meta.dirname, `${name}.sh`), join(folder, `${name}.sh`));
  for (const name of ['harmless.py', 'variables']) copyFileSync(join(import.meta.dirname, name), join(folder, name));
  await command('gcc', ['-shared', '-fPIC', '-o', join(folder, 'evil.so'), join(import.meta.dirname, 'payload.c')]);
  mkdirSync(join(folder, 'bin'));
  copyFileSync(process.execPath, join(folder, 'bin/node'));
}
