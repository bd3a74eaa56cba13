// What the page says of the machine. A kernel's version without what a distribution or a builder has added to it.
import { cpus, release, totalmem } from 'node:os';

export function machineLine(): string {
  const processors = `${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'unknown'}`;
  return `${processors}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${kernelVersion(release())}. Node ${process.versions.node}; Debian 13, and forky for dnf.`;
}

export function kernelVersion(text: string): string {
  return /^\d+(\.\d+)*/.exec(text)?.[0] ?? text;
}
