// This file asks the package managers which dependencies of installed packages are not met.

import { spawnSync } from 'node:child_process';
import { parseAptProblems, parseRpmProblems, type Problem } from '../dependencies.ts';
import { locate } from '../../system/processes/locate.ts';
import { CLEAN_ENVIRONMENT } from '../../system/processes/run-program.ts';

const TIMEOUT = 300_000;

/** Asks apt about dpkg's database in `folder`. Returns a sentence where it did not answer. */
export function unmetDependencies(folder: string): Problem[] | string {
  // Nothing is written and no lock is waited for. What repositories offer is not looked at, which would take seconds.
  const options = [`Dir::State::status=${folder}/status`, 'Debug::NoLocking=true', 'Dir::Cache::pkgcache=', 'Dir::Cache::srcpkgcache=', 'Dir::Etc::sourcelist=/dev/null', 'Dir::Etc::sourceparts=/dev/null'];
  const answer = askAll('apt-get', [...options.flatMap((option) => ['-o', option]), 'check']);
  if (typeof answer === 'string') return answer;
  const problems = parseAptProblems(answer.output);
  return answer.code === 0 || problems.length > 0 ? problems : `apt-get check: ${answer.output.trim().split('\n').at(-1) ?? 'no answer'}`;
}

/** The same for rpm's database. */
export function unmetRpmDependencies(): Problem[] | string {
  const answer = askAll('rpm', ['--verify', '--all', '--nofiles', '--nodigest', '--nosignature']);
  return typeof answer === 'string' ? answer : parseRpmProblems(answer.output);
}

/** What a program says on both streams, whatever its exit code. */
function askAll(program: string, words: readonly string[]): { output: string; code: number } | string {
  const path = locate(program);
  if (path === undefined) return `${program} is not installed`;
  const { stdout, stderr, status } = spawnSync(path, words, { cwd: '/', env: CLEAN_ENVIRONMENT, timeout: TIMEOUT, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: LIMIT, encoding: 'utf8' });
  return status === null ? `${program}: no answer` : { output: `${stdout}\n${stderr}`, code: status };
}

const LIMIT = 16 * 1024 * 1024;
