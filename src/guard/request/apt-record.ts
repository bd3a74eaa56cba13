// What apt itself tells a JSON hook of its plan before it asks or downloads anything: apt's doc/json-hooks-protocol.md, versions 0.1 and 0.2.

import { field, parseJson } from '../../text/json.ts';
import { addSetting, type AptConfig } from './apt-config.ts';
import type { PlannedPackage } from './suite-change.ts';
import type { PackageVersion } from './package-sizes.ts';

export type AptRecord = {
  packages: PlannedPackage[];
  /** What will be unpacked. */
  incoming: PackageVersion[];
  /** apt's whole configuration with what its command line set; null from apt before 2.9.12. */
  config: AptConfig | null;
};

/** `text`: all that apt said to the hook. Null where it holds no plan: only the message that comes before the prompt counts. */
export function parseAptRecord(text: string): AptRecord | null {
  const messages = text.split('\n').filter((line) => line !== '').map((line) => parseJson(line));
  const told = paramsOf(messages, 'org.debian.apt.hooks.install.pre-prompt', 'packages');
  if (told === null) return null;
  const packages = told.flatMap(readPackage);
  return {
    packages: packages.map(({ name, current, install }) => ({ name, from: current?.version ?? null, to: install?.version ?? null, origin: install?.origin ?? '' })),
    incoming: packages.flatMap(({ name, install }) => (install ? [{ name, architecture: install.architecture, version: install.version }] : [])),
    config: configOf(paramsOf(messages, 'org.debian.apt.hooks.hello', 'options')),
  };
}

function paramsOf(messages: readonly unknown[], method: string, name: string): unknown[] | null {
  const found = field(field(messages.find((message) => field(message, 'method') === method), 'params'), name);
  return Array.isArray(found) ? found : null;
}

type Version = { version: string; architecture: string; origin: string };

function readPackage(entry: unknown): { name: string; current: Version | null; install: Version | null }[] {
  const [name, mode, versions] = [field(entry, 'name'), field(entry, 'mode'), field(entry, 'versions')];
  const goes = mode === 'deinstall' || mode === 'purge';
  return typeof name !== 'string' ? [] : [{ name, current: readVersion(field(versions, 'current')), install: goes ? null : readVersion(field(versions, 'install')) }];
}

/** Its origins in the words of `apt-get -s`. */
function readVersion(entry: unknown): Version | null {
  const [version, architecture, origins] = [field(entry, 'version'), field(entry, 'architecture'), field(entry, 'origins')];
  if (typeof version !== 'string' || typeof architecture !== 'string') return null;
  const words = (Array.isArray(origins) ? origins : []).map((each) => `${String(field(each, 'label') ?? '')}:${String(field(each, 'version') ?? '')}/${String(field(each, 'archive') ?? '')}`);
  return { version, architecture, origin: words.join(', ') };
}

function configOf(options: readonly unknown[] | null): AptConfig | null {
  if (options === null) return null;
  const config: AptConfig = new Map();
  for (const option of options) {
    const [name, value] = [field(option, 'name'), field(option, 'value')];
    if (typeof name === 'string' && typeof value === 'string') addSetting(config, name, value);
  }
  return config;
}
