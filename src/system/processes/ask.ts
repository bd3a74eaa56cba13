// This file asks a program a question on the guard's path, with Node's own spawn, because start-up time counts there.

/** Programs that root runs get only this: no LD_*, NODE_*, locale or PATH of the caller's. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } as const;

/**
 * Returns the standard output of a program that exits with 0 in time, else undefined. Standard error is dropped.
 * `timeout` is in milliseconds; more than `limit` bytes of output (16 MiB) end the program.
 */
export function ask(
  program: string,
  args: readonly string[],
  options: { timeout: number; cwd?: string; environment?: Record<string, string>; limit?: number },
): string | undefined {
  // The module is loaded only here: it costs 2 ms of the guard's start, and on most hosts the guard asks nobody.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const answer = spawnSync(program, args, {
    cwd: options.cwd ?? '/',
    env: { ...CLEAN_ENVIRONMENT, ...options.environment },
    timeout: options.timeout,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: options.limit ?? 16 * 1024 * 1024,
    encoding: 'utf8',
  });
  return answer.status === 0 ? answer.stdout : undefined;
}
