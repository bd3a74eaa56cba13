// Whether the unit tests would notice a mistake: each rule taken out of its list, turned round, and asked after its neighbour; then
// Stryker breaks one expression of the pure code after the other. --only takes files: `--only 'src/guard/rules/*.ts'`.
// What survives is in dist/mutants/report.html.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Asked } from '../options.ts';
import type { Outcome } from '../outcome.ts';

export async function run({ values: { only } }: Asked): Promise<Outcome[]> {
  const files = only === undefined ? [] : ['--mutate', only.join(',')];
  // Each in a process of its own: it puts hooks of its own into the loading of modules.
  return [
    outcome('the rules and their order', [join(import.meta.dirname, 'rules.ts')]),
    outcome('expressions of the pure code', ['node_modules/.bin/stryker', 'run', join(import.meta.dirname, 'stryker.json'), ...files]),
  ];
}

function outcome(name: string, words: readonly string[]): Outcome {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  return { name, tried: 1, wrong: status === 0 ? 0 : 1 };
}
