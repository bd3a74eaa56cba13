// This file writes entries into a folder, which dpkg-deb and rpmbuild then pack.
import { chmodSync, lutimesSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureDirSync, outputFileSync } from 'fs-extra/esm';
import type { Entry } from './entry.ts';

/** All times become `epoch` (seconds since 1970); modes are those of the entries, whatever the caller's umask. */
export function stageEntries(stage: string, entries: readonly Entry[], epoch: number): void {
  // Without this, the package's root directory would have mkdtemp's mode, and the host's / would become 0700.
  chmodSync(stage, 0o755);
  const umask = process.umask(0o022);
  try {
    for (const entry of entries) place(stage, entry);
  } finally {
    process.umask(umask);
  }
  for (const path of readdirSync(stage, { recursive: true, encoding: 'utf8' })) lutimesSync(join(stage, path), epoch, epoch);
  lutimesSync(stage, epoch, epoch);
}

function place(stage: string, entry: Entry): void {
  const path = join(stage, entry.path);
  ensureDirSync(entry.kind === 'directory' ? path : dirname(path));
  if (entry.kind === 'file') outputFileSync(path, entry.content, { mode: entry.mode });
  if (entry.kind === 'link') symlinkSync(entry.target, path);
}
