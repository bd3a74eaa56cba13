import { basename } from 'node:path';
import type { Entry } from './entry.ts';

/** The systemd units that can be enabled: those with a section [Install]. */
export function unitsToEnable(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => {
    const isUnit = entry.kind === 'file' && /^usr\/lib\/systemd\/system\/[^/]+$/.test(entry.path);
    return isUnit && /^\[Install\]$/m.test(entry.content.toString()) ? [basename(entry.path)] : [];
  });
}
