// This file delays signals while mounts change: the work finishes or is undone, and then the signal takes effect.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `work`, then delivers the last signal that arrived meanwhile. */
export async function holdSignals<Result>(work: () => Promise<Result>): Promise<Result> {
  let held: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals): void => {
    held = signal;
  };
  for (const signal of SIGNALS) process.on(signal, hold);
  try {
    return await work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, hold);
    if (held !== undefined) process.kill(process.pid, held);
  }
}

/** SIGTERM does not end this process while `work` runs. SIGINT does, and SIGKILL. */
export function patiently<Result>(work: () => Result): Result {
  const stay = (): void => undefined;
  process.on('SIGTERM', stay);
  try {
    return work();
  } finally {
    process.off('SIGTERM', stay);
  }
}
