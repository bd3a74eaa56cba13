// What starting costs: `node scripts/measure-start.ts [RUNS]`. The guard's path is to start as fast as `node -e 0`, give or take 15%.
// Runs are interleaved, so that a busy machine slows all of them alike; the lower quartile is what it does when it is not disturbed.
import { spawnSync } from 'node:child_process';
import { build } from './build.ts';
import { executableFile, nodeBinary } from './paths.ts';
import { NATIVE } from './target.ts';

const runs = Number(process.argv[2] ?? 60);
const bound = 1.15;
const bare: readonly string[] = [nodeBinary, '-e', '0'];
const guard: readonly string[] = [executableFile, 'guard', 'early', String(process.pid)];
const others: readonly (readonly string[])[] = [[executableFile, '--version'], [executableFile, 'help', 'apt-image-based']];

await build(NATIVE);
const lines = measure([bare, guard, ...others]);
const reference = lines.get(bare)?.quartile ?? NaN;
for (const [command, { quartile, median }] of lines) {
  const name = [command[0]?.split('/').at(-1), ...command.slice(1)].join(' ');
  console.log(`${quartile.toFixed(1).padStart(6)} ms, median ${median.toFixed(1)}, ${(quartile / reference).toFixed(2)} of node -e 0: ${name}`);
}
process.exitCode = (lines.get(guard)?.quartile ?? NaN) <= reference * bound ? 0 : 1;

type Command = readonly string[];

function measure(commands: readonly Command[]): Map<Command, { quartile: number; median: number }> {
  const times = new Map(commands.map((command) => [command, [] as number[]]));
  // The first rounds bring the files into memory.
  for (let round = -3; round < runs; round += 1) {
    for (const [command, row] of times) {
      const time = once(command);
      if (round >= 0) row.push(time);
    }
  }
  return new Map([...times].map(([command, row]) => [command, { quartile: quantile(row, 0.25), median: quantile(row, 0.5) }]));
}

function once([program = '', ...args]: Command): number {
  const start = process.hrtime.bigint();
  // The environment that the hook gives.
  spawnSync(program, args, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function quantile(row: readonly number[], part: number): number {
  return row.toSorted((one, other) => one - other)[Math.floor(row.length * part)] ?? NaN;
}
