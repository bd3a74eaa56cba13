// Histories on one host, which begins each of them as it was: its /etc and its /var are put back from outside, between two boots.
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { productDeb } from '../../integration/guarded-host.ts';
import { command } from '../../testbed/command.ts';
import { DNF_PACKAGES } from '../../testbed/hosts/dnf-rootfs.ts';
import type { Host } from '../../testbed/hosts/host.ts';
import { openState } from '../../testbed/hosts/state-host.ts';
import { findState } from '../../testbed/hosts/states.ts';
import { throwawayFolder } from '../../testbed/hosts/throwaway.ts';
import { findVariant } from '../../testbed/hosts/variants.ts';
import { ensureLossDebs } from '../../testbed/packages/loss-debs.ts';
import { ensureLossRpms } from '../../testbed/packages/loss-rpms.ts';
import type { History } from './history.ts';
import type { HostKind } from './host-kinds.ts';
import { judgeHistory } from './judge-history.ts';
import { readSeen } from './read-seen.ts';

/** `left`: what is neither lost nor named, and nobody needs. */
export type Judged = { history: History; wrong: string[]; left: string[] };

/** `told` hears of each history as soon as it is judged. `keep`: where what was seen of those that went wrong stays. */
export async function runBlock(kind: HostKind, histories: readonly History[], keep: string | null, told: (judged: Judged) => void): Promise<void> {
  const folder = await throwawayFolder();
  const { host, binds } = await open(kind, folder);
  try {
    await boot(host, binds, SETUP(kind));
    const places = placesOf(host.disk, kind);
    for (const place of places) await command('cp', ['-a', place, join(folder, `as-it-was-${String(places.indexOf(place))}`)]);
    for (const history of histories) {
      if (history !== histories[0]) for (const place of places) await command('sh', ['-euc', RESET, 'reset', join(folder, `as-it-was-${String(places.indexOf(place))}`), place]);
      const judged = await play(history, host, binds, folder).catch((error: unknown) => ({ wrong: [`the host did not come to its end: ${String(error)}`], left: [] }));
      if (judged.wrong.length > 0 && keep !== null) await command('cp', ['-a', join(folder, 'loss'), join(keep, String(history.number))]).catch(() => undefined);
      told({ history, ...judged });
    }
  } finally {
    await host.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

const RESET = 'find "$2" -mindepth 1 -delete; cp -a "$1/." "$2"; touch -r "$1" "$2"';

type Binds = readonly (readonly [string, string])[];

async function open({ variant, disk, manager, database }: HostKind, folder: string): Promise<{ host: Host; binds: Binds }> {
  const suite = findVariant(variant);
  const rpms = manager === 'rpm' ? await ensureLossRpms(database === 'usr' ? 'usr' : 'var') : null;
  const debs = manager === 'dpkg' ? await ensureLossDebs() : null;
  const install = [productDeb(), ...(debs?.image ?? []), ...(rpms ? [rpms.image] : [])];
  const host = await openState(findState(disk === 'ostree' ? 'locked' : 'read-only-bind'), suite, { install, database: manager === 'dpkg' && database === 'usr' ? 'usr' : 'var', extra: manager === 'rpm' ? DNF_PACKAGES[suite.suite] : [] });
  mkdirSync(join(folder, 'loss'));
  return { host, binds: [[join(folder, 'loss'), '/run/loss'], [debs?.folder ?? rpms?.folder ?? '', '/run/loss/repository'], [join(import.meta.dirname, 'guest.sh'), '/run/loss/guest.sh']] };
}

const SETUP = ({ manager, database }: HostKind): string => (manager === 'dpkg' ? `${database === 'link' ? 'mv /var/lib/dpkg /var/lib/dpkg.real && ln -s dpkg.real /var/lib/dpkg\n' : ''}
echo 'deb [trusted=yes] file:/run/loss/repository loss/' >/etc/apt/sources.list
APT_IMAGE_BASED=off apt-get -qq update` : `
printf '[loss]\\nname=loss\\nbaseurl=file:///run/loss/repository/loss/\\nenabled=1\\ngpgcheck=0\\n' >/etc/yum.repos.d/loss.repo
mkdir -p /etc/systemd/system/multi-user.target.wants
ln -sfn /usr/lib/systemd/system/keep-unit.service /etc/systemd/system/multi-user.target.wants/keep-unit.service`);

/** The machine's paths of the host's /etc and /var. */
function placesOf(disk: string, kind: HostKind): string[] {
  if (kind.disk === 'plain') return [join(disk, 'etc'), join(disk, 'var')];
  return globSync([`${disk}/ostree/deploy/debian/deploy/*.0/etc`, `${disk}/ostree/deploy/debian/var`]);
}

async function boot(host: Host, binds: Binds, job: string): Promise<void> {
  const { code, stdout, stderr } = await host.boot({ job: `set -e\n${job}`, binds, timeout: 240_000 });
  if (code !== 0) throw new Error(`exit ${String(code)}: ${stdout}${stderr}`);
}

async function play(history: History, host: Host, binds: Binds, folder: string): Promise<Omit<Judged, 'history'>> {
  const [steps, seen] = ['steps', 'seen'].map((name) => join(folder, 'loss', name)) as [string, string];
  for (const each of [steps, seen]) {
    rmSync(each, { recursive: true, force: true });
    mkdirSync(each);
  }
  let number = 0;
  for (const part of history.boots) {
    const lines = part.map(({ command: text, look, kill }) => {
      writeFileSync(join(steps, String(number)), text);
      return `step ${String(number++)} ${look}${kill === undefined ? '' : ` ${String(kill / 1000)}`}`;
    });
    await boot(host, binds, ['. /run/loss/guest.sh', 'set +e', ...lines, 'exit 0'].join('\n'));
  }
  return judgeHistory(history, readSeen(seen, history));
}

/** For `keep`. */
export function folderToKeep(path: string | undefined): string | null {
  if (path === undefined) return null;
  mkdirSync(path, { recursive: true });
  return mkdtempSync(join(path, 'loss-'));
}
