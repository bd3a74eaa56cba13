// A block of rounds on one host, which begins as the image: the state that a round finds is what those before it in the block left.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGuardedHost } from '../../integration/guarded-host.ts';
import { ensureTinyRepository } from '../../testbed/packages/packages.ts';
import type { VariantName } from '../../testbed/hosts/variants.ts';
import { judge } from './judge.ts';
import type { Image } from './judge-look.ts';
import { roundWords, shellOf, type Round } from './rounds.ts';
import { readLook, readSeen, type Seen } from './seen.ts';

export type HostKind = { variant: VariantName; database: 'var' | 'usr' };

/** `seen` is null for a round that the host did not come to. */
export type Judged = { round: Round; seen: Seen | null; wrong: string[] };

/** `keep`: where what was seen stays, else it goes. */
export async function runBlock({ variant, database }: HostKind, rounds: readonly Round[], keep: string | null): Promise<Judged[]> {
  const folder = mkdtempSync(join(tmpdir(), 'concurrency-'));
  const seenFolder = keep ?? join(folder, 'seen');
  mkdirSync(seenFolder, { recursive: true });
  mkdirSync(join(folder, 'host'));
  copyFileSync(join(import.meta.dirname, 'guest.sh'), join(folder, 'host/guest.sh'));
  rounds.forEach((round) => writeFileSync(join(folder, 'host', String(round.number)), shellOf(round)));
  const binds = [[join(folder, 'host'), '/run/concurrency/rounds'], [seenFolder, '/run/concurrency/seen'], [join(await ensureTinyRepository(), 'tiny/pool'), '/run/concurrency/pool']] as const;
  const host = await openGuardedHost({ variant, state: 'locked', database });
  try {
    const job = ['. /run/concurrency/rounds/guest.sh', 'begin', ...rounds.map(({ number }) => `. /run/concurrency/rounds/${String(number)}`)].join('\n');
    const { stdout, stderr } = await host.run(job, { binds, timeout: (rounds.length + 1) * MOST_PER_ROUND });
    const [locked, overlaid] = ['image', 'overlaid'].map((name) => readLook(join(seenFolder, 'begin', name)));
    if (!locked || !overlaid) throw new Error(`no image was seen: ${stdout}${stderr}`);
    return rounds.map((round) => judged(round, readSeen(join(seenFolder, String(round.number)), round), { locked, overlaid }));
  } finally {
    await host.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds. A round that hangs ends by itself, see guest.sh. */
const MOST_PER_ROUND = 120_000;

function judged(round: Round, seen: Seen | null, image: Image): Judged {
  return { round, seen, wrong: seen ? judge(round, seen, image) : [`the host did not come to its end: ${roundWords(round)}`] };
}
