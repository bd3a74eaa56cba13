// This file notes which packages the build, the lint and the tests installed on this machine, so that `npm run clean` can remove them.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The testbed's folder, as in test/testbed/cache.ts. */
export const CACHE = process.env.AIB_TESTBED || '/var/cache/apt-image-based-testbed';
export const INSTALLED = join(CACHE, 'installed-packages');

/** Runs `install`, and notes which packages are new after it, even where it failed half-way. */
export async function noting(install: () => unknown): Promise<void> {
  const before = new Set(packages());
  try {
    await install();
  } finally {
    note(before);
  }
}

/** The same, for code that does not wait. */
export function notingSync<Result>(install: () => Result): Result {
  const before = new Set(packages());
  try {
    return install();
  } finally {
    note(before);
  }
}

function note(before: ReadonlySet<string>): void {
  const added = packages().filter((name) => !before.has(name));
  if (added.length === 0) return;
  mkdirSync(CACHE, { recursive: true });
  appendFileSync(INSTALLED, `${added.join('\n')}\n`);
}

/** The names of the packages that dpkg has unpacked or configured; none where there is no dpkg. */
function packages(): string[] {
  try {
    const text = execFileSync('dpkg-query', ['-W', '-f', '${db:Status-Status} ${binary:Package}\\n'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return text.split('\n').filter((line) => line !== '' && !line.startsWith('not-installed') && !line.startsWith('config-files')).map((line) => line.split(' ')[1] ?? '');
  } catch {
    return [];
  }
}
