// A host with the product in its image and the test repository at its apt: what most integration tests begin with.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeActions } from '../testbed/actions/action-runs.ts';
import type { Job, JobResult } from '../testbed/hosts/boot.ts';
import { ensureTinyRepository, preinstalled } from '../testbed/packages/packages.ts';
import { ensureRealPackages } from '../testbed/packages/real-packages.ts';
import { startRepository, type Repository } from '../testbed/packages/repository.ts';
import { ensureRootfs } from '../testbed/hosts/rootfs.ts';
import { openState } from '../testbed/hosts/state-host.ts';
import { findState } from '../testbed/hosts/states.ts';
import { findVariant, type VariantName } from '../testbed/hosts/variants.ts';

export type HostOptions = {
  variant: VariantName;
  state: string;
  database?: 'var' | 'usr';
  /** Packages of Debian itself that its apt can install. */
  real?: readonly string[];
  /** False for the harm that the product is there to prevent. */
  guarded?: boolean;
  /** Further .debs in the image. */
  install?: readonly string[];
  /** Debian packages that the root file system is made with. */
  extra?: readonly string[];
};

export type GuardedHost = {
  /** Boots, and runs shell text with the functions of action-library.sh. Every call is a reboot. */
  run: (job: string, more?: Pick<Job, 'binds' | 'timeout' | 'cut'>) => Promise<JobResult>;
  /** Bytes of packages that its apt has fetched so far. */
  bytesFetched: () => number;
  remove: () => Promise<void>;
};

let built: string | undefined;

/** The product's .deb, brought up to date once. */
export function productDeb(): string {
  built ??= buildPackages()[0] ?? '';
  return built;
}

/** The product's .rpm, written anew. */
export function productRpm(): string {
  return buildPackages('--rpm')[1] ?? '';
}

/** As a process of its own: esbuild does not work among jest's globals. */
export function buildPackages(...options: readonly string[]): string[] {
  const script = join(import.meta.dirname, '../../scripts/package.ts');
  // Fixed, so that a commit does not make every image anew.
  const env = { ...process.env, SOURCE_DATE_EPOCH: '1700000000', NODE_OPTIONS: '' };
  return execFileSync('node', [script, '--fast', ...options], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env }).trim().split('\n');
}

let hosts = 0;

export async function openGuardedHost(options: HostOptions): Promise<GuardedHost> {
  const [variant, state] = [findVariant(options.variant), findState(options.state)];
  const folders = [await ensureTinyRepository()];
  if (options.real) folders.push(await ensureRealPackages(variant.suite, await ensureRootfs(variant.suite, options.extra), options.real));
  const repository: Repository = await startRepository(...folders);
  const id = `host-${String((hosts += 1))}`;
  const folder = mkdtempSync(join(tmpdir(), 'guarded-'));
  const { binds = [] } = writeActions(folder, [], repository.sources(id, options.real ? ['tiny', variant.suite] : ['tiny']));
  const product = options.guarded === false ? [] : [productDeb()];
  const install = [...product, ...(await preinstalled()), ...(options.install ?? [])];
  const host = await openState(state, variant, { install, database: options.database ?? 'var', extra: options.extra ?? [] });
  return {
    run: (job, more = {}) =>
      host.boot({ job: `. /run/actions/action-library.sh\nAPT_IMAGE_BASED=off apt-get -qq update\n${job}`, binds: [...binds, ...(more.binds ?? [])], timeout: more.timeout ?? 240_000, ...(more.cut && { cut: more.cut }) }),
    bytesFetched: () => repository.bytesFetched(id),
    remove: async () => {
      await host.remove();
      await repository.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a host for one job. */
export async function onHost(options: HostOptions, job: string): Promise<JobResult> {
  const host = await openGuardedHost(options);
  try {
    return await host.run(job);
  } finally {
    await host.remove();
  }
}
