// Attacks on real hosts with the real apt and dnf, each with a control where its payload fires; on trixie alone where nothing is asked.
// The scripts say of each attack `held`, `BROKEN` or, of a payload that is none, `NO CONTROL`; library.sh has the words.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTools } from '../../../scripts/apt-tools.ts';
import { openDnfHost } from '../../integration/dnf-host.ts';
import { openGuardedHost, productDeb } from '../../integration/guarded-host.ts';
import { command } from '../../testbed/command.ts';
import { findState } from '../../testbed/hosts/states.ts';
import type { Variant } from '../../testbed/hosts/variants.ts';
import type { Asked } from '../options.ts';
import { print, secondsSince, type Outcome } from '../outcome.ts';

/** Each boots a locked host of its own. */
const SCRIPTS = ['environment', 'functions', 'planted', 'text', 'links', 'from', 'users', 'dnf'];

export async function run(asked: Asked): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-'));
  const outcomes: Outcome[] = [];
  try {
    await fill(folder);
    for (const variant of asked.variants(['trixie'])) {
      for (const script of SCRIPTS.filter(asked.isOnly)) outcomes.push(await attack(folder, variant, script));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return outcomes;
}

async function attack(folder: string, variant: Variant, script: string): Promise<Outcome> {
  const began = performance.now();
  const host = await (script === 'dnf' ? openDnfHost(findState('locked'), variant, [productDeb()]) : openGuardedHost({ variant: variant.name, state: 'locked', real: ['sudo'] }));
  try {
    const { stdout, stderr } = await host.run(`. /run/attacks/library.sh\n. /run/attacks/${script}.sh\necho end`, { binds: [[folder, '/run/attacks']], timeout: 600_000 });
    const count = (start: string): number => stdout.split('\n').filter((line) => line.startsWith(start)).length;
    const isWhole = stdout.endsWith('\nend\n');
    const wrong = count('BROKEN ') + count('NO CONTROL ') + (isWhole ? 0 : 1);
    if (wrong > 0) print(`${stdout}${stderr}${isWhole ? '' : `WRONG ${script} did not come to its end`}`);
    const outcome = { name: `${variant.name}, ${script}`, tried: count('held ') + wrong, wrong, note: `${String(count('control '))} payloads seen to fire where nothing stops them` };
    print(`${outcome.name}: ${String(outcome.tried)} attacks, ${String(wrong)} wrong, ${secondsSince(began)}`);
    return outcome;
  } finally {
    await host.remove();
  }
}

/** What the hosts get: the scripts, a library that leaves a mark wherever it is loaded, and a Node that obeys everything. */
async function fill(folder: string): Promise<void> {
  ensureTools(['gcc']);
  for (const name of ['library', 'payloads', ...SCRIPTS]) copyFileSync(join(import.meta.dirname, `${name}.sh`), join(folder, `${name}.sh`));
  for (const name of ['harmless.py', 'variables']) copyFileSync(join(import.meta.dirname, name), join(folder, name));
  await command('gcc', ['-shared', '-fPIC', '-o', join(folder, 'evil.so'), join(import.meta.dirname, 'payload.c')]);
  mkdirSync(join(folder, 'bin'));
  copyFileSync(process.execPath, join(folder, 'bin/node'));
}
