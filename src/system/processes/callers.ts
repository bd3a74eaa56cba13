// This file finds the processes that wait for this one; they end with it, and so do not count as users of the overlay.

import { readdirSync } from 'node:fs';
import { readText } from '../files/read.ts';
import { parentOf, wordsOf } from './process-table.ts';

/** Returns this process and all that called it. If systemd started it, that includes the systemctl that waits for it. */
export function callers(): Set<number> {
  const unit = process.ppid === 1 ? parseUnit(readText('/proc/self/cgroup') ?? '') : null;
  const clients = unit === null ? [] : allProcesses().filter((pid) => isAskingFor(wordsOf(pid), unit));
  // systemctl also starts an agent that can ask for a password.
  const agents = clients.length === 0 ? [] : allProcesses().filter((pid) => clients.includes(parentOf(pid) ?? 0));
  return new Set([process.pid, ...clients, ...agents].flatMap(withAncestors));
}

function withAncestors(pid: number): number[] {
  const chain: number[] = [];
  for (let each: number | null = pid; each !== null && each > 0 && !chain.includes(each); each = parentOf(each)) chain.push(each);
  return chain;
}

/** Returns the pids of all processes. */
export function allProcesses(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Returns the system's unit in the text of /proc/PID/cgroup, or null. A user's own services count as `user@UID.service`. */
export function parseUnit(cgroup: string): string | null {
  // Where both versions of cgroups are mounted, only one of the lines is systemd's.
  const paths = [...cgroup.matchAll(/^(?:0:|\d+:name=systemd):(.*)$/gm)].map(([, path = '']) => path);
  return paths.flatMap((path) => path.split('/')).find((part) => /\.(service|scope|socket|mount|swap)$/.test(part)) ?? null;
}

/** Tells whether a command line is that of a systemctl that names this unit, with or without its suffix. */
export function isAskingFor([program = '', ...words]: readonly string[], unit: string): boolean {
  return /^(.*\/)?systemctl$/.test(program) && words.some((word) => word === unit || `${word}.service` === unit);
}
