// What libapt tells DPkg::Pre-Install-Pkgs just before it calls dpkg, in version 3: apt.conf(5), "DPkg::Pre-Install-Pkgs", and SendPkgsInfo()
// of apt-pkg/deb/dpkgpm.cc. Whatever front end made the plan, this is what dpkg will be told.

import { addSetting, type AptConfig } from './apt-config.ts';
import type { PackageVersion } from './package-sizes.ts';
import type { PlannedPackage } from './suite-change.ts';

export type PreInstall = {
  /** libapt's whole configuration. */
  config: AptConfig;
  packages: PlannedPackage[];
  /** What will be unpacked, with the path of its archive. */
  incoming: (PackageVersion & { archive: string })[];
};

/** The version, the configuration, an empty line, and a line for each step of dpkg's. Null where the text is not that. */
export function parsePreInstall(text: string): PreInstall | null {
  const lines = text.split('\n');
  const empty = lines.indexOf('');
  if (lines[0] !== 'VERSION 3' || empty < 0 || empty === lines.length - 1 || !text.endsWith('\n')) return null;
  const config: AptConfig = new Map();
  for (const line of lines.slice(1, empty)) {
    const at = line.indexOf('=');
    if (at > 0) addSetting(config, decode(line.slice(0, at)), decode(line.slice(at + 1)));
  }
  const packages = new Map<string, PlannedPackage>();
  const incoming: PreInstall['incoming'] = [];
  for (const line of lines.slice(empty + 1)) {
    // NAME, its version, architecture and Multi-Arch now, a sign, the same as it will be, and an archive or what else is done.
    // Where the version stays, there is a space too many.
    const end = / (\*\*(?:REMOVE|CONFIGURE)\*\*|\/.*)$/.exec(line);
    const archive = end?.[1] ?? '';
    const [name, from = '-', , , , to = '-', architecture = ''] = line.slice(0, end?.index ?? 0).split(' ').filter((word) => word !== '');
    if (name === undefined) continue;
    const key = `${name}:${architecture}`;
    const isConfigured = archive === '**CONFIGURE**';
    if (isConfigured && packages.has(key)) continue;
    packages.set(key, { name, from: from === '-' ? null : from, to: archive === '**REMOVE**' || to === '-' ? null : to, ...(isConfigured && { isConfigured }) });
    if (archive.startsWith('/')) incoming.push({ name, architecture, version: to, archive });
  }
  return { config, packages: [...packages.values()], incoming };
}

/** apt writes what would break a line as %xx (QuoteString, apt-pkg/contrib/strutl.cc). */
function decode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
