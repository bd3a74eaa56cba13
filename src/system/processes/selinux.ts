// This file knows SELinux as far as mounts and new files need it. Nothing here is done where SELinux is off.

import { existsSync } from 'node:fs';
import { readText } from '../files/read.ts';
import { locate } from './locate.ts';
import { exitCodeOf } from './run-program.ts';

const ENFORCE = '/sys/fs/selinux/enforce';

/** Tells whether SELinux is on, enforcing or permissive. */
export function isSelinuxOn(): boolean {
  return existsSync(ENFORCE);
}

/** Returns null where SELinux is off. */
export function selinuxMode(): 'enforcing' | 'permissive' | null {
  const text = readText(ENFORCE);
  return text === undefined ? null : text.trim() === '1' ? 'enforcing' : 'permissive';
}

/** Returns this process's SELinux context, or null where SELinux is off. */
export function ownContext(): string | null {
  return isSelinuxOn() ? parseContext(readText('/proc/self/attr/current') ?? '') : null;
}

/** Parses /proc/PID/attr/current, which the kernel may end by a NUL or a line end; null where it is no context of SELinux's. */
export function parseContext(text: string): string | null {
  const context = text.replace(/[\0\n]+$/, '');
  return /^[^\s:]+:[^\s:]+:[^\s:]+(:[^\s]+)?$/.test(context) ? context : null;
}

/**
 * Returns the words before `mount` that keep it in this process's own context; none where SELinux is off. A service's mount(8) becomes
 * mount_t, and overlayfs asks for every later access whether the one who mounted it may do that: Documentation/filesystems/overlayfs.rst.
 */
export function inOwnContext(): string[] {
  const [context, runcon] = [ownContext(), locate('runcon')];
  return context === null || runcon === undefined ? [] : [runcon, context];
}

/** Works as `inOwnContext` for shell text, in which `$IN_OWN_CONTEXT mount` is mount(8) in this process's own context. */
export function ownContextVariable(): { IN_OWN_CONTEXT: string } {
  return { IN_OWN_CONTEXT: inOwnContext().join(' ') };
}

/** Gives files the labels of their places, as matchpathcon(8) tells them. `whole` means with all that is in a folder. */
export function relabel(paths: readonly string[], { whole = false } = {}): void {
  const restorecon = paths.length > 0 && isSelinuxOn() ? locate('restorecon') : undefined;
  if (restorecon !== undefined) exitCodeOf(restorecon, ['-F', ...(whole ? ['-R'] : []), '--', ...paths], { timeout: TIMEOUT });
}

const TIMEOUT = 100_000;
