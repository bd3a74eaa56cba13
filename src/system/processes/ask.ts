// Asking a program a question on the guard's path: node's own spawn, because start-up is what counts there.

/** What root-run children get: no LD_*, no NODE_*, no locale, no PATH of the caller's. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } as const;

/**
 * The standard output of a program that ended well within its time, else undefined.
 * `timeout` in milliseconds; output beyond `limit`, 16 MiB, ends the program. Standard error is dropped.
 */
export function ask(
  program: string,
  args: readonly string[],
  options: { timeout: number; cwd?: string; environment?: Record<string, string>; limit?: number },
): string | undefined {
  // Loaded where it is used: on most hosts the guard asks nobody, and this module is 2 ms of its start.
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
