// This file turns entries and control files into a .deb with the same bytes every time.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Entry } from './entry.ts';
import { stageEntries } from './stage.ts';

export interface Deb {
  readonly entries: readonly Entry[];
  readonly control: Readonly<Record<string, string>>;
  readonly epoch: number;
  /** These are dpkg-deb's options; Debian 12's dpkg reads xz, gzip and none. */
  readonly compression: readonly string[];
}

/** Writes the package unless it is current; returns false if it was. */
export function writeDeb(output: string, deb: Deb): boolean {
  const stampFile = join(dirname(output), `.${basename(output)}.stamp`);
  const stamp = stampOf(deb);
  if (existsSync(output) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  mkdirSync(dirname(output), { recursive: true });
  const stage = mkdtempSync(join(tmpdir(), 'usr-overlay-deb-'));
  try {
    stageEntries(stage, [...deb.entries, ...controlEntries(deb)], deb.epoch);
    const unfinished = `${output}.${String(process.pid)}`;
    execFileSync('dpkg-deb', ['--root-owner-group', ...deb.compression, '--build', stage, unfinished], {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(deb.epoch) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(unfinished, output);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  writeFileSync(stampFile, stamp);
  return true;
}

function stampOf({ entries, control, epoch, compression }: Deb): string {
  const hash = createHash('sha256').update(JSON.stringify([control, epoch, compression]));
  for (const entry of entries) {
    hash.update(JSON.stringify({ ...entry, content: undefined }));
    if (entry.kind === 'file') hash.update(entry.content);
  }
  return hash.digest('hex');
}

function controlEntries({ control }: Deb): Entry[] {
  return Object.entries(control).map(([file, text]) => ({ kind: 'file', path: `DEBIAN/${file}`, mode: /^(pre|post)(inst|rm)$/.test(file) ? 0o755 : 0o644, content: Buffer.from(text) }));
}
