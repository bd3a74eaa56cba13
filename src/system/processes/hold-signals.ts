// Keeps a signal back while mounts are in between: the work ends or is undone, then the signal has its way.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
