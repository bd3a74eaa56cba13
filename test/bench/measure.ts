// Runs the rows of one host and returns the samples of each side.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBinary } from '../../scripts/paths.ts';
import { onDnfHost } from '../integration/dnf-host.ts';
import { openGuardedHost } from '../integration/guarded-host.ts';
import type { JobResult } from '../testbed/boot.ts';
import type { BenchHost, Row, Side } from './row.ts';

export type Measured = { row: Row; samples: number[][] };

export async function measure(host: BenchHost): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    host.rows.forEach((row, index) => writeRow(join(folder, String(index).padStart(2, '0')), row));
    copyFileSync(join(import.meta.dirname, 'in-host.sh'), join(folder, 'in-host.sh'));
    copyFileSync(nodeBinary, join(folder, 'node'));
    writeFileSync(join(folder, 'library'), host.setup ?? '');
    // The library's set-up is kept quiet; its functions are there for every row.
    const job = 'set -e\n. /run/bench/library >/run/setup.log 2>&1 || { cat /run/setup.log >&2; exit 1; }\nset +e\nexport -f $(declare -F | cut -d" " -f3)\nbash /run/bench/in-host.sh';
    const { code, stdout, stderr } = await runOn(host, `cat >/run/bench-job <<'END'\n${job}\nEND\nbash /run/bench-job`, folder);
    if (code !== 0) throw new Error(`${host.name}: ${stderr}`);
    return host.rows.map((row, index) => ({ row, samples: row.sides.map((side, at) => samplesOf(stdout, index, at, side)) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runOn({ variant, state, dnf, real }: BenchHost, job: string, folder: string): Promise<JobResult> {
  const binds = [[folder, '/run/bench']] as const;
  if (dnf) return onDnfHost({ variant, state }, job, { binds, timeout: 600_000 });
  const host = await openGuardedHost({ variant, state, ...(real && { real }) });
  try {
    return await host.run(job, { binds, timeout: 600_000 });
  } finally {
    await host.remove();
  }
}

function writeRow(folder: string, row: Row): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'row'), `runs=${String(row.runs)} sides=${String(row.sides.length)}\nsetup() {\n:\n${row.setup ?? ''}\n}\n`);
  row.sides.forEach((side, at) => {
    writeFileSync(join(folder, String(at)), `expected=${String(side.code ?? 0)}\nbefore() {\n:\n${side.before ?? ''}\n}\ntimed() {\n${side.shell}\n}\n`);
  });
}

/** Milliseconds, or the values as they are. */
function samplesOf(text: string, row: number, side: number, { value }: Side): number[] {
  const start = `${String(row).padStart(2, '0')} ${String(side)} `;
  const numbers = text.split('\n').filter((line) => line.startsWith(start)).map((line) => Number(line.slice(start.length)));
  return value ? numbers : numbers.map((microseconds) => microseconds / 1000);
}
