import { basename } from 'node:path';
import type { Entry } from './entry.ts';

/** Returns the systemd units that can be enabled: those with an [Install] section. */
export function unitsToEnable(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => {
    const isUnit = entry.kind === 'file' && /^usr\/lib\/systemd\/system\/[^/]+$/.test(entry.path);
    return isUnit && /^\[Install\]$/m.test(entry.content.toString()) ? [basename(entry.path)] : [];
  });
}
