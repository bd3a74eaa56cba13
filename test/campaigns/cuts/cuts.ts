// Power cuts at random moments of a persistent overlay, by SIGKILL to the host and by a storage that loses what was not written. Each boot looks
// at what the cut before left. `--seed N --only BLOCK` plays a block again.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGuardedHost, type GuardedHost } from '../../integration/guarded-host.ts';
import type { VariantName } from '../../testbed/hosts/variants.ts';
import { randomOf } from '../concurrency/random.ts';
import type { Asked } from '../options.ts';
import { print, secondsSince, type Outcome } from '../outcome.ts';
import { openDisk, type Disk } from './disk.ts';
import { judgeBoot } from './judge-boot.ts';

const ROUNDS = 200;
const BLOCK = 25;
const KINDS: readonly { variant: VariantName; state: string }[] = [
  { variant: 'trixie', state: 'locked' },
  { variant: 'forky-composefs', state: 'locked' },
  { variant: 'trixie', state: 'read-only-bind' },
  { variant: 'bookworm', state: 'read-only-bind' },
];
/** After an `up` that did nothing, as one is on already, and so on: the longest of these is cut, too. */
const ACTS: readonly [readonly string[], ...(readonly string[])[]] = [['up', 'fill', 'more', 'down'], ['up', 'fill', 'less', 'more'], ['down', 'up', 'fill'], ['up', 'down', 'up', 'more'], ['up', 'more', 'fill'], ['down', 'up', 'down', 'up']];

export async function run(asked: Asked): Promise<Outcome[]> {
  const all = Number(asked.values.rounds ?? ROUNDS);
  const until = asked.until(Infinity);
  const outcomes: Outcome[] = [];
  for (let block = 0; block * BLOCK < all; block += 1) {
    const kind = KINDS[block % KINDS.length];
    if (!kind || !asked.isOnly(String(block)) || !asked.isHost(kind.state) || !asked.variants().some(({ name }) => name === kind.variant) || performance.now() > until) continue;
    outcomes.push(await runBlock(kind, block, Math.min(BLOCK, all - block * BLOCK), asked));
  }
  return outcomes;
}

async function runBlock(kind: (typeof KINDS)[number], block: number, count: number, { seed, values }: Asked): Promise<Outcome> {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'cuts-'));
  const seen = values.keep === undefined ? join(folder, 'seen') : join(values.keep, String(block));
  mkdirSync(seen, { recursive: true });
  const disk = await openDisk(folder);
  const host = await openGuardedHost(kind);
  const figures = { cuts: 0, inBoot: 0, on: 0, wrong: 0 };
  try {
    copyFileSync(join(import.meta.dirname, 'guest.sh'), join(folder, 'guest.sh'));
    let image = '';
    let bootCuts = 0;
    // The last boot only looks at what the last cut left.
    for (let number = 0; number <= count; number += 1) {
      const random = randomOf(seed, block * BLOCK + number);
      const where = number > 0 && random.chance(25) ? 'boot' : 'job';
      const acts = number === count ? [] : random.pick(ACTS);
      const { isCut, isEarly } = await playRound({ host, disk, folder, seen, number, where, acts, after: where === 'boot' ? random.between(0, 1500) : random.between(0, 4000) });
      const files = readSeen(join(seen, String(number)));
      if (number === 0) image = files.get('packages') ?? '';
      const wrong = isEarly ? [] : judgeBoot(files, image, bootCuts);
      bootCuts = isEarly ? bootCuts + 1 : 0;
      figures.cuts += Number(isCut);
      figures.inBoot += Number(isEarly);
      figures.on += Number((files.get('on') ?? '0').trim() !== '0');
      figures.wrong += Number(wrong.length > 0);
      for (const line of wrong) print(`WRONG block ${block}, boot ${number} (${where}; ${acts.join(', ')}): ${line}`);
    }
  } finally {
    await host.remove();
    await disk.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  const note = `${figures.cuts} cuts, ${figures.inBoot} of them early in a boot, ${figures.on} boots with the overlay`;
  print(`block ${block}, ${kind.variant} ${kind.state}: ${figures.wrong} wrong, ${note}, ${secondsSince(began)}`);
  return { name: `block ${block}, ${kind.variant}, ${kind.state}`, tried: figures.cuts, wrong: figures.wrong, note };
}

type Round = { host: GuardedHost; disk: Disk; folder: string; seen: string; number: number; where: 'boot' | 'job'; acts: readonly string[]; after: number };

/** `isCut`: the power failed before the round was at its end. `isEarly`: before its boot had been looked at, so that what was seen is not of it. */
async function playRound({ host, disk, folder, seen, number, where, acts, after }: Round): Promise<{ isCut: boolean; isEarly: boolean }> {
  const power = new AbortController();
  const begin = join(seen, String(number), 'begin');
  let timer: NodeJS.Timeout | undefined;
  let isEarly = false;
  const watch = setInterval(() => {
    if (timer !== undefined || acts.length === 0 || !existsSync(begin)) return;
    timer = setTimeout(() => {
      isEarly = !existsSync(join(seen, String(number), 'looked'));
      power.abort();
    }, after);
  }, 5);
  try {
    const job = `. /run/cuts/guest.sh\nplay ${number} ${where} ${acts.join(' ')}`;
    const { code } = await host.run(job, { cut: power.signal, binds: [[folder, '/run/cuts'], [seen, '/run/cuts/seen'], [disk.mnt, '/var/lib/apt-image-based']], timeout: 180_000 });
    await disk.fail();
    return { isCut: code === -1, isEarly };
  } finally {
    clearInterval(watch);
    clearTimeout(timer);
  }
}

function readSeen(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
