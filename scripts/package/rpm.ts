// This file turns entries into an .rpm with rpmbuild, with the same bytes every time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Target } from '../target.ts';
import type { Entry } from './entry.ts';
import { specText } from './spec.ts';
import { stageEntries } from './stage.ts';

export interface Rpm {
  readonly entries: readonly Entry[];
  readonly target: Target;
  readonly epoch: number;
  /** These are rpm's payload flags. */
  readonly compression: string;
}

export function writeRpm(output: string, { entries, target, epoch, compression }: Rpm): void {
  const work = mkdtempSync(join(tmpdir(), 'usr-overlay-rpm-'));
  try {
    const stage = join(work, 'stage');
    mkdirSync(stage);
    stageEntries(stage, entries, epoch);
    const spec = join(work, 'apt-image-based.spec');
    writeFileSync(spec, specText(entries, target, stage, epoch));
    const macros = [
      `_topdir ${work}/top`,
      `_rpmdir ${work}/out`,
      // Debian's rpmbuild would make a database in its caller's home.
      `_dbpath ${work}/db`,
      '_rpmfilename package.rpm',
      `_binary_payload ${compression}`,
      // Otherwise these would differ from build to build.
      '_buildhost localhost',
      'use_source_date_epoch_as_buildtime 1',
      'clamp_mtime_to_source_date_epoch 1',
    ];
    const defines = macros.flatMap((text) => ['--define', text]);
    execFileSync('rpmbuild', ['--quiet', '--target', target.rpm, ...defines, '-bb', spec], {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    mkdirSync(dirname(output), { recursive: true });
    const unfinished = `${output}.${String(process.pid)}`;
    execFileSync('cp', [join(work, 'out/package.rpm'), unfinished]);
    renameSync(unfinished, output);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
