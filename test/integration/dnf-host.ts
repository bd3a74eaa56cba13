// A host with dnf, the product in its image and an rpm repository: what the tests of dnf begin with.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, JobResult } from '../testbed/hosts/boot.ts';
import { DNF_PACKAGES } from '../testbed/hosts/dnf-rootfs.ts';
import type { Host } from '../testbed/hosts/host.ts';
import { startRepository, type Repository } from '../testbed/packages/repository.ts';
import { openState } from '../testbed/hosts/state-host.ts';
import { findState, type State } from '../testbed/hosts/states.ts';
import { ensureTinyRpms } from '../testbed/packages/tiny-rpms.ts';
import { findVariant, type Variant, type VariantName } from '../testbed/hosts/variants.ts';
import { productDeb } from './guarded-host.ts';

export type DnfHost = {
  /** Boots, and runs shell text in which `dnf4` and `dnf5` are called by these names. Every call is a reboot. */
  run: (job: string, more?: Partial<Job>) => Promise<JobResult>;
  /** Of .rpm files alone. */
  bytesFetched: Repository['bytesFetched'];
  id: string;
  remove: () => Promise<void>;
};

let hosts = 0;

/** `install`: the .debs in the image beside the tiny rpms, the product first of all. `judged`: a folder of ensureJudgedRpms. */
export async function openDnfHost(state: State, variant: Variant, install: readonly string[], judged?: string): Promise<DnfHost> {
  const rpms = await ensureTinyRpms();
  const repository = await startRepository(rpms, ...(judged === undefined ? [] : [judged]));
  const id = `dnf-${String((hosts += 1))}`;
  const folder = mkdtempSync(join(tmpdir(), 'dnf-'));
  fill(folder, rpms, `${repository.url}/${id}`, judged === undefined ? ['rpm'] : ['rpm', 'judged']);
  const host: Host = await openState(state, variant, { install: [...install, join(rpms, 'image.deb')], extra: DNF_PACKAGES[variant.suite] });
  // Mounted over folders that are always there: /etc may be read-only.
  const binds = [[join(folder, 'repos'), '/etc/yum.repos.d'], [folder, '/run/dnf']] as const;
  return {
    run: (job, more = {}) => host.boot({ timeout: 240_000, ...more, job: `. /run/dnf/dnf-library.sh\n${job}`, binds: [...binds, ...(more.binds ?? [])] }),
    bytesFetched: repository.bytesFetched,
    id,
    remove: async () => {
      await host.remove();
      await repository.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fill(folder: string, rpms: string, url: string, repositories: readonly string[]): void {
  mkdirSync(join(folder, 'repos'));
  for (const name of repositories) writeFileSync(join(folder, `repos/${name}.repo`), `[${name}]\nname=${name}\nbaseurl=${url}/${name}/\nenabled=1\ngpgcheck=0\n`);
  for (const name of readdirSync(join(rpms, 'files'))) copyFileSync(join(rpms, 'files', name), join(folder, name));
  copyFileSync(join(import.meta.dirname, '../testbed/actions/dnf-library.sh'), join(folder, 'dnf-library.sh'));
}

/** `say NAME COMMAND…` runs it and prints one line NAME EXIT-CODE; its own words go to standard error. */
const SAY = 'say() { name=$1; shift; "$@" </dev/null >&2; echo "$name $?"; }';

export type Where = { variant: VariantName; state: string; install?: readonly string[] };

/** Opens a host for one job, with the product in its image where nothing else is said. */
export async function onDnfHost({ variant, state, install = [productDeb()] }: Where, job: string, more: Partial<Job> = {}): Promise<JobResult> {
  const host = await openDnfHost(findState(state), findVariant(variant), install);
  try {
    return await host.run(`${SAY}\n${job}`, more);
  } finally {
    await host.remove();
  }
}

/** How often a line stands in a text. */
export function count(text: string, line: string): number {
  return text.split('\n').filter((each) => each === line).length;
}
