// This file does for the packages of a persistent overlay what this boot had done already before it was mounted.

import { ask, runProgram } from '../../system/processes/run-program.ts';
import { locate } from '../../system/processes/locate.ts';
import { targetsToStart } from '../state.ts';

const TIMEOUT = 100_000;

/** Users before units, and units before the devices that may want them. `isOnUsr` is false where only single folders are mounted. Returns what failed, a line each; the boot goes on. */
export async function startUnits(isOnUsr: boolean): Promise<string[]> {
  const systemctl = locate('systemctl');
  const jobs = systemctl === undefined ? undefined : ask(systemctl, ['list-jobs', '--no-legend', '--plain'], { timeout: TIMEOUT });
  const steps = [
    ['systemd-sysusers'],
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'restart', 'systemd-modules-load.service'],
    ['systemctl', 'start', '--no-block', '--', ...targetsToStart(jobs ?? '')],
    // It writes down at the shutdown what packages changed without a hook.
    ...(isOnUsr ? [['systemctl', 'start', '--no-block', '--', 'apt-image-based-record.service']] : []),
    ['udevadm', 'control', '--reload'],
    ['udevadm', 'trigger', '--action=change'],
  ];
  const failed: string[] = [];
  for (const [program = '', ...words] of steps) {
    if (locate(program) === undefined) continue;
    const result = await runProgram(program, words, TIMEOUT);
    if (!result.ok) failed.push(result.line);
  }
  return failed;
}
