// This file lets the package manager install anew what an earlier overlay had. Our guard judges that as any other call of it.

import { locate } from '../../system/processes/locate.ts';
import { callersEnvironment } from '../../system/processes/callers-environment.ts';
import { runInForeground } from '../../system/processes/foreground.ts';
import { CLEAN_ENVIRONMENT, exitCodeOf, runProgram } from '../../system/processes/run-program.ts';
import { readPackages } from '../../packages/io/read-databases.ts';
import { notInstalled, type Renewal } from '../plan-renewal.ts';

/** Lists labels; `line` says what the package manager ended with, or null. */
export type Installed = { done: string[]; failed: string[]; line: string | null; marks: string | null };

/** Packages that hinder the others are left out; /usr must be writable. */
export async function installAnew({ manager, install, automatic }: Renewal): Promise<Installed> {
  const program = manager === 'dpkg' ? locate('apt-get') : (locate('dnf5') ?? locate('dnf4') ?? locate('dnf'));
  if (program === undefined) return { done: [], failed: install, line: 'no package manager is installed', marks: null };
  const chosen = manager === 'dpkg' ? installable(program, install) : install;
  const code = chosen.length === 0 ? 0 : await runInForeground(program, [...(manager === 'dpkg' ? APT : DNF), ...chosen], environment());
  const now = readPackages({ reasons: false }).find((set) => set.manager === manager);
  const failed = now ? notInstalled(install, now) : install;
  const marks = await markAutomatic(program, manager, automatic.filter((label) => !failed.includes(label)));
  return { done: install.filter((label) => !failed.includes(label)), failed, line: code === 0 ? null : `${program} ended with exit code ${code}`, marks };
}

/** An edited configuration file stays as it is, as the administrator's; debconf's questions were answered once. */
const KEEP = ['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'];
const APT = ['-y', '--no-install-recommends', ...KEEP, 'install'];
const DNF = ['-y', '--setopt=install_weak_deps=False', 'install'];

/** One package that cannot be installed would keep all from it. */
function installable(apt: string, labels: readonly string[]): string[] {
  const works = (some: readonly string[]): boolean => exitCodeOf(apt, ['-s', ...APT, ...some], { timeout: SIMULATION }) === 0;
  return works(labels) ? [...labels] : labels.reduce<string[]>((good, label) => (works([...good, label]) ? [...good, label] : good), []);
}

/** A name on the command line counts as asked for. */
async function markAutomatic(program: string, manager: Renewal['manager'], labels: readonly string[]): Promise<string | null> {
  if (labels.length === 0) return null;
  const isOld = !program.endsWith('dnf5');
  const result = manager === 'dpkg' ? await runProgram('apt-mark', ['auto', ...labels], MARKS) : await runProgram(program, ['-y', 'mark', isOld ? 'remove' : 'dependency', ...labels], MARKS);
  return result.ok ? null : result.line;
}

const SIMULATION = 120_000;
const MARKS = 120_000;

/** Proxies and the language are the caller's; nothing else is. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(callersEnvironment()).filter(([name]) => /^((https?|ftp|all|no)_proxy|LANG|LC_[A-Z]+|TERM)$/i.test(name));
  return { ...CLEAN_ENVIRONMENT, ...Object.fromEntries(own), DEBIAN_FRONTEND: 'noninteractive' };
}
