// Runs the rows of one host and returns the samples of each side.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onBenchHost } from './on-host.ts';
import type { BenchHost, Row, Side } from './row.ts';

export type Measured = { row: Row; samples: number[][] };

/** `fill` puts more into the folder that is /run/bench in the host. */
export async function measure(host: BenchHost, fill: (folder: string) => void = () => undefined): Promise<Measured[]> {
  const { code, stdout, stderr } = await onBenchHost(host, 'bash /run/bench/in-host.sh', (folder) => {
    host.rows.forEach((row, index) => writeRow(join(folder, String(index).padStart(2, '0')), row));
    copyFileSync(join(import.meta.dirname, 'in-host.sh'), join(folder, 'in-host.sh'));
    fill(folder);
  });
  if (code !== 0) throw new Error(`${host.name}: ${stderr}`);
  return host.rows.map((row, index) => ({ row, samples: row.sides.map((side, at) => samplesOf(stdout, index, at, side)) }));
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
