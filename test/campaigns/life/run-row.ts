// One row of the life table: a host that lives through all steps, and a reboot.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGuardedHost } from '../../integration/guarded-host.ts';
import { ensureBootcStandIn } from '../../testbed/stand-in/bootc-stand-in.ts';
import { judge } from './judge.ts';
import type { Row } from './rows.ts';
import { readSeen } from './seen.ts';
import { stepsOf, type Step } from './steps.ts';

export type Cell = { seconds: number; wrong: string[] };

/** By the names of the steps. */
export async function runRow({ backend, variant }: Row): Promise<Map<string, Cell>> {
  const { beforeReboot, afterReboot } = stepsOf(backend);
  const folder = mkdtempSync(join(tmpdir(), 'life-'));
  copyFileSync(join(import.meta.dirname, 'look.sh'), join(folder, 'look.sh'));
  const install = backend.bootc ? [await ensureBootcStandIn()] : [];
  const host = await openGuardedHost({ variant: variant.name, state: backend.state, install });
  // What the testbed's host has on /usr before anybody puts something on it: composefs is all of /.
  const base = variant.composefs ? 0 : 1;
  const boot = (before: string, steps: readonly Step[]): ReturnType<typeof host.run> =>
    host.run(['. /run/life/look.sh', before, ...steps.map(({ name, command }) => `step '${name}' '${command}'`)].join('\n'), { binds: [[folder, '/run/life']] });
  try {
    const said = [await boot('begin', beforeReboot), await boot('', afterReboot)].map(({ stdout, stderr }) => `${stdout}${stderr}`).join('');
    return new Map([...beforeReboot, ...afterReboot].map((step) => {
      const seen = readSeen(join(folder, step.name));
      return [step.name, seen ? { seconds: seen.milliseconds / 1000, wrong: judge(step, backend, seen, base) } : { seconds: 0, wrong: [`not reached: ${said.slice(-400)}`] }];
    }));
  } finally {
    await host.remove();
    rmSync(folder, { recursive: true });
  }
}
