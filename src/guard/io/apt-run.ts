// The run of apt behind a hook, and what apt answers when it is asked about it.

import { accessSync, constants } from 'node:fs';
import { parseAptCommand, type AptCommand } from '../request/apt-command.ts';
import { settingOf, type AptConfig } from '../request/apt-config.ts';
import { architectureArguments, simulationArguments } from '../request/apt-request.ts';
import { aptWordsOf, frontEndOf } from '../request/front-end.ts';
import { ownerOf, typedAbove } from './front-end-above.ts';
import { ask, HANGS } from '../../system/processes/run-program.ts';
import { patiently } from '../../system/processes/hold-signals.ts';
import { ageOf, programOf, wordsOf, workingDirectoryOf } from '../../system/processes/process-table.ts';

export type AptRun = {
  pid: number;
  words: string[];
  program: string | null;
  /** Null where nobody has typed a command that can be offered again. */
  typed: string[] | null;
  cwd: string;
  environment: Record<string, string>;
};

/** `parent`: apt's pid, or that of a fork of it. `aptConfig`: its APT_CONFIG, perhaps empty. */
export function findRun(parent: number, aptConfig: string): AptRun {
  const pid = ownerOf(parent);
  const words = wordsOf(pid);
  return {
    pid,
    words,
    program: programOf(pid),
    typed: typedAbove(pid) ?? frontEndOf(words).typed,
    cwd: enterable(workingDirectoryOf(pid)),
    // Switched off, so that dpkg's hooks do not ask us again.
    environment: { APT_IMAGE_BASED: 'off', ...(aptConfig === '' ? {} : { APT_CONFIG: aptConfig }) },
  };
}

/** Returns the folder, or / where it was removed or lets not even root in, as a user's FUSE mount. */
function enterable(folder: string): string {
  try {
    accessSync(folder, constants.X_OK);
    return folder;
  } catch {
    return '/';
  }
}

/** Whether it is a program in which APT::Install::Pre-Invoke runs before DPkg::Pre-Invoke does. */
export function isApt(run: AptRun): boolean {
  return run.program === 'apt' || run.program === 'apt-get';
}

/** What `apt-config` says under the run's own options; undefined where it does not answer. */
export function askConfig(run: AptRun, command: AptCommand): string | undefined {
  return ask('/usr/bin/apt-config', [...command.configArguments, 'dump'], { timeout: HANGS, cwd: run.cwd, environment: run.environment });
}

/**
 * What this very run would do, in the words of `apt-get -s`; undefined where apt does not tell, or takes far longer for it than it has taken
 * for its own plan: then it is printing a large one.
 */
export function simulate(run: AptRun, command: AptCommand, config: AptConfig): string | undefined {
  const own = isApt(run);
  const asked = own ? run.words : aptWordsOf(frontEndOf(run.words));
  if (asked === null) return undefined;
  const timeout = Math.max(1.5 * HANGS, PRINTING * (ageOf(run.pid) ?? 0));
  const words = [...architectureArguments(config), ...simulationArguments(own ? command : parseAptCommand(asked), asked, WITHOUT_HOOKS)];
  return patiently(() => ask(`/usr/bin/${own ? (run.program ?? '') : 'apt-get'}`, words, { timeout, cwd: run.cwd, environment: run.environment }));
}

/** To print the plan of 889 packages takes apt ten times as long as to make it; an empty one takes no longer. */
const PRINTING = 15;

/** Clears the lists of hooks that apt runs in a simulation, too: an administrator's own has run already. */
const WITHOUT_HOOKS = '/usr/share/apt-image-based/simulation.conf';

/** Where apt keeps its lists. */
export function listsFolder(config: AptConfig): string {
  return [settingOf(config, 'Dir::State::lists') || 'lists', settingOf(config, 'Dir::State') || 'var/lib/apt', settingOf(config, 'Dir')].reduce(
    (path, parent) => (path.startsWith('/') ? path : `${parent.replace(/\/$/, '')}/${path}`),
  ).replace(/^(?!\/)/, '/').replace(/\/$/, '');
}
