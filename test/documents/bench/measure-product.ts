// Measures the package that is shipped, not the quickly packed one, in this clone: the numbers that its sides print.
import { execFileSync } from 'node:child_process';
import { buildPackage } from '../../../scripts/package.ts';
import { root } from '../../../scripts/paths.ts';
import type { Measured } from './measure.ts';
import type { Place } from './row.ts';

export async function measureProduct({ rows }: Place): Promise<Measured[]> {
  await buildPackage({ fast: false });
  const numberOf = (shell: string): number => Number(execFileSync('sh', ['-c', shell], { cwd: root, encoding: 'utf8' }));
  return rows.map((row) => ({ row, samples: row.sides.map(({ shell }) => [numberOf(shell)]) }));
}
