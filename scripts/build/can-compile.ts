// This file assembles the little program that tells whether V8's compiler may work, see packaging/can-compile.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTools } from '../apt-tools.ts';
import { fromRoot } from '../paths.ts';
import type { Target } from '../target.ts';

/** Returns the executable. Throws where binutils are missing and cannot be installed. */
export function assembleCanCompile({ arch, strip }: Target): Buffer {
  const [as, ld] = ['as', 'ld'].map((tool) => strip.replace(/strip$/, tool)) as [string, string];
  ensureTools([as, ld]);
  const work = mkdtempSync(join(tmpdir(), 'usr-overlay-build-'));
  try {
    execFileSync(as, ['-o', join(work, 'object'), fromRoot('packaging', 'can-compile', `${arch}.s`)]);
    execFileSync(ld, ['--strip-all', '--build-id=none', '-z', 'noexecstack', '-o', join(work, 'program'), join(work, 'object')]);
    return readFileSync(join(work, 'program'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
