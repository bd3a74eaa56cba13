// The processes that are at work for this one to do its: they end with it, and so do not count as users of the overlay.

import { readdirSync } from 'node:fs';
import { readText } from '../files/read.ts';
import { parentOf, wordsOf } from './process-table.ts';

/** This process and what called it. Where systemd did, so did the systemctl that waits for it. */
export function callers(): Set<number> {
  const unit = process.ppid === 1 ? parseUnit(readText('/proc/self/cgroup') ?? '') : null;
  const clients = unit === null ? [] : allProcesses().filter((pid) => isAskingFor(wordsOf(pid), unit));
  // systemctl starts an agent that would ask for a password.
  const agents = clients.length === 0 ? [] : allProcesses().filter((pid) => clients.includes(parentOf(pid) ?? 0));
  return new Set([process.pid, ...clients, ...agents].flatMap(withAncestors));
}

function withAncestors(pid: number): number[] {
  const chain: number[] = [];
  for (let each: number | null = pid; each !== null && each > 0 && !chain.includes(each); each = parentOf(each)) chain.push(each);
  return chain;
}

export function allProcesses(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
}

/** The system's own unit in the text of /proc/PID/cgroup: a user's services belong to his `user@.service`. */
export function parseUnit(cgroup: string): string | null {
  // With both versions of cgroups mounted only one of the lines is systemd's.
  const paths = [...cgroup.matchAll(/^(?:0:|\d+:name=systemd):(.*)$/gm)].map(([, path = '']) => path);
  return paths.flatMap((path) => path.split('/')).find((part) => /\.(service|scope|socket|mount|swap)$/.test(part)) ?? null;
}

/** Whether a command line is that of a systemctl that wants something of a unit, by its name with or without the suffix. */
export function isAskingFor([program = '', ...words]: readonly string[], unit: string): boolean {
  return /^(.*\/)?systemctl$/.test(program) && words.some((word) => word === unit || `${word}.service` === unit);
}
