// The shim ends a detector that hangs, by SIGTERM. One that waits for an answer which is known to take long is not hanging.

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

/** How long any program may take to answer before it counts as hanging, in milliseconds. */
export const HANGS = 20_000;
