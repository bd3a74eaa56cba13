// This file lists what else is in the executable, so that a distribution finds out who carries a library that needs a fix.
// https://docs.fedoraproject.org/en-US/fesco/Bundled_Software_policy/
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { dist, fromRoot, nodeBinary } from '../paths.ts';

export interface BundledPackage {
  /** The path is relative to the checkout. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

/** Returns esbuild's account of the last bundle. */
export function readMetafile(): Metafile {
  return JSON.parse(readFileSync(join(dist, 'meta.json'), 'utf8')) as Metafile;
}

/** Returns the npm packages of which esbuild really took something. */
export function bundledPackages(metafile: Metafile): BundledPackage[] {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      // A package may lie in another one's node_modules, so the last name in the path counts.
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(fromRoot(folder, 'package.json'), 'utf8')) as Omit<BundledPackage, 'folder' | 'license'> & { license?: string };
    if (manifest.license === undefined) throw new Error(`${folder} has no licence`);
    return { ...manifest, license: manifest.license, folder };
  });
}

/** Returns the versions by Node's own names for its libraries: process.versions. */
export function nodeVersions(): Record<string, string> {
  return JSON.parse(execFileSync(nodeBinary, ['--print', 'JSON.stringify(process.versions)'], { encoding: 'utf8', env: {} })) as Record<string, string>;
}

/** Returns NAME = VERSION for each Provides, with the names of Fedora's own Node packages. */
export function bundledProvides(packages: readonly BundledPackage[], versions: Readonly<Record<string, string>>): string[] {
  const libraries = Object.entries(versions).filter(([name, version]) => version !== '' && !NO_LIBRARIES.has(name));
  // rpm takes what follows a hyphen for a release, which the versions of V8 and zlib do not mean.
  const ofNode = libraries.map(([name, version]) => `bundled(${FEDORA_NAMES[name] ?? name}) = ${version.replace(/-.*/, '')}`);
  return [...ofNode, ...packages.map(({ name, version }) => `bundled(nodejs-${name}) = ${version}`)].sort();
}

/** These are numbers of interfaces, and data of ICU's. */
const NO_LIBRARIES: ReadonlySet<string> = new Set(['modules', 'napi', 'cldr', 'tz', 'unicode']);

const FEDORA_NAMES: Readonly<Record<string, string>> = { node: 'nodejs', acorn: 'nodejs-acorn', amaro: 'nodejs-amaro', undici: 'nodejs-undici', ares: 'c-ares', uv: 'libuv' };
